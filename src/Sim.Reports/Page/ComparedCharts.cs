using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Reports.Charts;

namespace Sim.Reports.Page;

/// <summary>Charts of a comparison's metrics.</summary>
internal static class ComparedCharts
{
    private const int HeightOfRow = 32;
    private const int HeightOfLine = 14;
    private const int HeightOfFrame = 72;

    /// <summary>A metric of every variant with its intervals.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="full">Where the axis of bars ends, for shares of a whole; null for dots.</param>
    public static IntervalChart Intervals(ComparedMetric metric, double? full = null) => new()
    {
        Id = "compare-" + metric.Name.Replace('_', '-'),
        Title = metric.Name,
        Summary = Words(metric),
        Height = HeightOfFrame + (Math.Max(HeightOfRow, Lines(metric) * HeightOfLine + 8) * metric.Variants.Count),
        Names = [.. metric.Variants.Select(variant => variant.Variant)],
        X = new ChartAxis(metric.Name, metric.Unit, full),
        Bars = full is not null,
        Values = [.. metric.Variants.Select(variant => variant.Mean)],
        Low = [.. metric.Variants.Select(variant => variant.Low)],
        High = [.. metric.Variants.Select(variant => variant.High)],
    };

    /// <summary>Two metrics of every variant against each other.</summary>
    public static ScatterChart Against(ComparedMetric x, ComparedMetric y) => new()
    {
        Id = $"compare-{x.Name}-{y.Name}".Replace('_', '-'),
        Title = $"{y.Name} against {x.Name}",
        Caption = "Strokes are the means' confidence intervals. Neither axis begins at zero.",
        Summary = $"{Words(x)} {Words(y)}",
        Height = 340,
        Names = [.. x.Variants.Select(variant => variant.Variant)],
        X = new ChartAxis(x.Name, x.Unit),
        Y = new ChartAxis(y.Name, y.Unit),
        Xs = [.. x.Variants.SelectMany(Ends)],
        Ys = [.. y.Variants.SelectMany(Ends)],
    };

    /// <summary>A p-value for people.</summary>
    public static string PValue(double p) => p switch
    {
        double.NaN => "",
        < 0.001 => "< 0.001",
        _ => p.ToString("0.000", CultureInfo.InvariantCulture),
    };

    /// <summary>A confidence or share for people: <c>95 %</c>.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.###", CultureInfo.InvariantCulture) + " %";

    /// <summary>Half of what lies between two ends, for people: <c>± 3.1</c>; empty where that is nothing or not known.</summary>
    public static string Within(double low, double high) => !(high > low) ? "" : $" ± {Human.Number((high - low) / 2)}";

    // A name's settings stand one beneath the other.
    private static int Lines(ComparedMetric metric) => metric.Variants[0].Variant.Split(", ").Length;

    private static IEnumerable<double> Ends(ComparedVariant variant) => [variant.Mean, variant.Low, variant.High];

    private static string Words(ComparedMetric metric) => $"{metric.Name}: " + string.Join("; ", metric.Variants.Select(variant =>
        $"{variant.Variant} {Human.WithUnit(variant.Mean, metric.Unit)}{(variant.High > variant.Low ? $" ({Human.Number(variant.Low)} to {Human.Number(variant.High)})" : "")}")) + ".";
}
