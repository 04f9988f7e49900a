using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Lottery"/>.</summary>
public sealed record LotteryOptions
{
    /// <summary>The quantum.</summary>
    [Key("quantum", "How long each runs before the next decision.", Min = 1000, Max = 1e10, Example = "100 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>Whether there are compensation tickets.</summary>
    [Key("compensation", "Whether a vCPU that used a fraction f of its quantum has 1 / f times its tickets until it wins again.")]
    public bool Compensation { get; init; } = true;
}
