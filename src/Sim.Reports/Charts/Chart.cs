using System.Text.Json.Serialization;

namespace Sim.Reports.Charts;

/// <summary>What a chart shows, independent of what draws it: <c>report.html</c> draws it with ECharts.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SeriesChart), "series")]
[JsonDerivedType(typeof(HeatMapChart), "heatmap")]
[JsonDerivedType(typeof(HistogramChart), "histogram")]
[JsonDerivedType(typeof(GanttChart), "gantt")]
[JsonDerivedType(typeof(IntervalChart), "intervals")]
[JsonDerivedType(typeof(ScatterChart), "scatter")]
[JsonDerivedType(typeof(CurveChart), "curves")]
[JsonDerivedType(typeof(ShareChart), "shares")]
public abstract record Chart
{
    /// <summary>The chart's id within the page: lower-case words joined by hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>What the chart shows, as a heading.</summary>
    public required string Title { get; init; }

    /// <summary>One or two plain sentences on how to read it; empty for none.</summary>
    public string Caption { get; init; } = "";

    /// <summary>What a sighted reader would take from it, in words and numbers, for those who cannot see it.</summary>
    public required string Summary { get; init; }

    /// <summary>Its height in CSS pixels.</summary>
    public int Height { get; init; } = 260;
}
