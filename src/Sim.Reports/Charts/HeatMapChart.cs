using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>One row a thing, one column a stretch of time, the value as colour.</summary>
public sealed record HeatMapChart : Chart
{
    /// <summary>The rows' names from top to bottom.</summary>
    public required IReadOnlyList<string> Rows { get; init; }

    /// <summary>The start of each column in seconds since the start of the run, ascending.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] Times { get; init; }

    /// <summary>What the colours mean.</summary>
    public required ChartAxis Value { get; init; }

    /// <summary>The values row by row, each row as long as <see cref="Times"/>; NaN where there is none.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] Cells { get; init; }
}
