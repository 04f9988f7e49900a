using System;

namespace Sim.Experiments.Validation;

/// <summary>One number that Sim was to reproduce, and how near it came.</summary>
public sealed record ValidationCase
{
    /// <summary>What is compared, with its parameters and unit: <c>M/D/1 load 0.7: wait s</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The value from outside Sim.</summary>
    public required double Expected { get; init; }

    /// <summary>Sim's value; NaN where the case was not run.</summary>
    public double Found { get; init; } = double.NaN;

    /// <summary>How far Sim may be off, in percent of the expected value; fixed before the first run.</summary>
    public required double TolerancePct { get; init; }

    /// <summary>Whether it was met.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Where the expected value comes from.</summary>
    public required string Source { get; init; }

    /// <summary>Of a simulated value, how far its confidence interval reaches to either side, in percent of the expected value; NaN of others.</summary>
    public double HalfWidthPct { get; init; } = double.NaN;

    /// <summary>Why it is a miss or was not run; empty where it is fine.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Found less expected, in percent of the expected value; NaN where the case was not run.</summary>
    public double ErrorPct => Found.CompareTo(Expected) == 0 ? 0 : (Found - Expected) / Math.Abs(Expected) * 100;
}
