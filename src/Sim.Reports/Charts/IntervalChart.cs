using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>An estimate and its confidence interval for each of several things, one a row.</summary>
public sealed record IntervalChart : Chart
{
    /// <summary>The rows' names from top to bottom.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>What is estimated.</summary>
    public required ChartAxis X { get; init; }

    /// <summary>Whether bars from zero carry the estimates, for shares of a whole; else dots on an axis that begins where the data do.</summary>
    public bool Bars { get; init; }

    /// <summary>The estimates; NaN where there is none.</summary>
    [JsonConverter(typeof(FullNumbers))]
    public required double[] Values { get; init; }

    /// <summary>The lower ends of the intervals; NaN where they are not known.</summary>
    [JsonConverter(typeof(FullNumbers))]
    public required double[] Low { get; init; }

    /// <summary>The upper ends of the intervals; NaN where they are not known.</summary>
    [JsonConverter(typeof(FullNumbers))]
    public required double[] High { get; init; }
}
