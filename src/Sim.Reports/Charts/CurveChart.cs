using System.Collections.Generic;

namespace Sim.Reports.Charts;

/// <summary>Curves of one quantity over another, each with points of its own, such as distributions.</summary>
public sealed record CurveChart : Chart
{
    /// <summary>What runs along the bottom.</summary>
    public required ChartAxis X { get; init; }

    /// <summary>Whether equal ratios along the bottom are equally far apart; then all of it is above zero.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>What all curves show.</summary>
    public required ChartAxis Y { get; init; }

    /// <summary>The curves in the order of the legend.</summary>
    public required IReadOnlyList<ChartCurve> Curves { get; init; }
}
