using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>Things by two quantities at once.</summary>
public sealed record ScatterChart : Chart
{
    /// <summary>The points' names in the order of the legend.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The one quantity.</summary>
    public required ChartAxis X { get; init; }

    /// <summary>The other.</summary>
    public required ChartAxis Y { get; init; }

    /// <summary>The one quantity of each point, followed by the ends of its interval: three numbers a point, NaN where not known.</summary>
    [JsonConverter(typeof(FullNumbers))]
    public required double[] Xs { get; init; }

    /// <summary>The other quantity of each point, in the same way.</summary>
    [JsonConverter(typeof(FullNumbers))]
    public required double[] Ys { get; init; }
}
