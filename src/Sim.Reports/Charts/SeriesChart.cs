using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>Lines or areas over simulated time.</summary>
public sealed record SeriesChart : Chart
{
    /// <summary>Seconds since the start of the run, ascending.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] Times { get; init; }

    /// <summary>What all series measure.</summary>
    public required ChartAxis Y { get; init; }

    /// <summary>The series in the order of the legend.</summary>
    public required IReadOnlyList<ChartSeries> Series { get; init; }
}
