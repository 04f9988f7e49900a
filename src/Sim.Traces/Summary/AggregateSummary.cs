namespace Sim.Traces.Summary;

/// <summary>CPU demand of all VMs together, at each step of the nominal interval.</summary>
public sealed record AggregateSummary
{
    /// <summary><c>MHz</c> where all VMs' capacities are known, else <c>%</c>: a sum of percentages.</summary>
    public required string Unit { get; init; }

    /// <summary>How many steps there are.</summary>
    public required int Steps { get; init; }

    /// <summary>The least.</summary>
    public required double Min { get; init; }

    /// <summary>The mean.</summary>
    public required double Mean { get; init; }

    /// <summary>The greatest.</summary>
    public required double Max { get; init; }

    /// <summary>The step of the greatest, from 0.</summary>
    public required int MaxStep { get; init; }

    /// <summary>Standard deviation by mean.</summary>
    public required double Variation { get; init; }

    /// <summary>Lag-1 autocorrelation; NaN where it is constant.</summary>
    public required double Lag1 { get; init; }
}
