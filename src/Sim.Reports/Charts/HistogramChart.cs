using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>How many things fall into each range of a quantity.</summary>
public sealed record HistogramChart : Chart
{
    /// <summary>What the ranges are ranges of.</summary>
    public required ChartAxis X { get; init; }

    /// <summary>What is counted.</summary>
    public required ChartAxis Y { get; init; }

    /// <summary>Ranges from here on are drawn in the colour of a warning; null for none.</summary>
    public double? AlertFrom { get; init; }

    /// <summary>The lower end of each range.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] From { get; init; }

    /// <summary>The upper end of each range.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] To { get; init; }

    /// <summary>The count of each range.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] Counts { get; init; }
}
