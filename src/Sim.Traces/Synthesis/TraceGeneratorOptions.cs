using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Synthesis;

/// <summary>What a synthetic trace should be like.</summary>
/// <remarks>The defaults give a CPU use like that of PlanetLab in March 2011: mean 12 %, most VMs far below it, a few near 100 %.</remarks>
public sealed record TraceGeneratorOptions
{
    /// <summary>How many VMs: 1 or more. Default 100.</summary>
    [Key("vms", "how many VMs; 100 when left out", Min = 1, Max = 10_000_000)]
    public int Vms { get; init; } = 100;

    /// <summary>How long the trace is: at least one interval. Default 1 d.</summary>
    [Key("span", "how long the trace is; 1 d when left out", Min = 1, Example = "7 d")]
    public Duration Span { get; init; } = Duration.FromHours(24);

    /// <summary>The time between samples: above 0. Default 5 min.</summary>
    [Key("interval", "the time between samples; 5 min when left out", Min = 1, Example = "5 min")]
    public Duration Interval { get; init; } = Duration.FromMinutes(5);

    /// <summary>The same seed gives the same trace; a VM's series does not depend on how many VMs there are. Default 1.</summary>
    [Key("seed", "the same seed gives the same trace; 1 when left out", Min = 0)]
    public long Seed { get; init; } = 1;

    /// <summary>Mean CPU use over the VMs before bursts, in percent of their size: 0 to 100. Default 9.</summary>
    [Key("mean", "mean CPU use before bursts in percent; 9 when left out", Min = 0, Max = 100)]
    public double Mean { get; init; } = 9;

    /// <summary>How unequal VMs are: the sigma of the lognormal distribution of their means. Default 1.</summary>
    [Key("spread", "how unequal VMs are: sigma of the lognormal distribution of their means; 1 when left out", Min = 0, Max = 4)]
    public double Spread { get; init; } = 1;

    /// <summary>How far the load swings within a day, as a part of its mean: 0 to 1. Default 0.3.</summary>
    [Key("diurnal", "how far the load swings within a day, as a part of its mean; 0.3 when left out", Min = 0, Max = 1)]
    public double Diurnal { get; init; } = 0.3;

    /// <summary>By how much the load is lower on the last two days of each week, as a part of its mean: 0 to 1. Default 0.3.</summary>
    [Key("weekend", "by how much the load is lower on two days in seven; 0.3 when left out", Min = 0, Max = 1)]
    public double Weekend { get; init; } = 0.3;

    /// <summary>Standard deviation of the noise, as a part of the level: 0 or more. Default 0.3.</summary>
    [Key("noise", "standard deviation of the noise as a part of the level; 0.3 when left out", Min = 0, Max = 10)]
    public double Noise { get; init; } = 0.3;

    /// <summary>How much of the noise lasts from one sample to the next: its lag-1 autocorrelation, 0 to below 1. Default 0.5.</summary>
    [Key("persistence", "lag-1 autocorrelation of the noise; 0.5 when left out", Min = 0, Max = 0.999)]
    public double Persistence { get; init; } = 0.5;

    /// <summary>Mean bursts per VM and day: 0 or more. Default 6.</summary>
    [Key("bursts", "mean bursts per VM and day; 6 when left out", Min = 0, Max = 10_000)]
    public double Bursts { get; init; } = 6;

    /// <summary>Mean length of a burst: above 0; lengths are exponential. Default 15 min.</summary>
    [Key("burstLength", "mean length of a burst; 15 min when left out", Min = 1)]
    public Duration BurstLength { get; init; } = Duration.FromMinutes(15);

    /// <summary>Least height of a burst in percent: heights are Pareto. Default 10.</summary>
    [Key("burstHeight", "least height of a burst in percent; 10 when left out", Min = 0.001, Max = 100)]
    public double BurstHeight { get; init; } = 10;

    /// <summary>The Pareto exponent of burst heights; below 2 is heavy-tailed. Default 1.2.</summary>
    [Key("burstTail", "Pareto exponent of burst heights; 1.2 when left out", Min = 0.1, Max = 10)]
    public double BurstTail { get; init; } = 1.2;

    /// <summary>Decimals of the percentages: 0 costs 1 B a sample, 1 or 2 cost 2 B. Default 0.</summary>
    [Key("decimals", "decimals of the percentages; 0 when left out", Min = 0, Max = 6)]
    public int Decimals { get; init; }

    /// <summary>Whether VMs also get active memory, in whole MiB. Default: no.</summary>
    [Key("memory", "whether VMs also get active memory; false when left out")]
    public bool Memory { get; init; }

    /// <summary>The part of the VMs that arrive during the trace and live for an exponential time of a quarter span: 0 to 1. Default 0.</summary>
    [Key("churn", "the part of the VMs that come and go during the trace; 0 when left out", Min = 0, Max = 1)]
    public double Churn { get; init; }
}
