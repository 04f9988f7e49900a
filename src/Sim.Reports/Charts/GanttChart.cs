using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>What each of several things did over a short time: one lane a thing, one bar a piece, the colour says what it did.</summary>
public sealed record GanttChart : Chart
{
    /// <summary>The lanes' names from top to bottom.</summary>
    public required IReadOnlyList<string> Lanes { get; init; }

    /// <summary>What bars may say, in the order of the legend.</summary>
    public required IReadOnlyList<GanttKey> Keys { get; init; }

    /// <summary>The time at which the axis begins, in seconds since the start of the run.</summary>
    public required double Origin { get; init; }

    /// <summary>The axis's length in nanoseconds.</summary>
    public required double Span { get; init; }

    /// <summary>The lane of each bar.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] Lane { get; init; }

    /// <summary>The key of each bar.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] Key { get; init; }

    /// <summary>The beginning of each bar in whole nanoseconds after <see cref="Origin"/>.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] From { get; init; }

    /// <summary>The end of each bar in whole nanoseconds after <see cref="Origin"/>.</summary>
    [JsonConverter(typeof(ShortNumbers))]
    public required double[] To { get; init; }
}
