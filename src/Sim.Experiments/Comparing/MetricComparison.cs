using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Statistics;

namespace Sim.Experiments.Comparing;

/// <summary>What a metric says of the variants.</summary>
public sealed record MetricComparison
{
    private MetricComparison(MetricValues metric, VariantFinding[] findings, double anova)
    {
        (Metric, Findings, AnovaPValue) = (metric, findings, anova);
        IsConstant = metric.Values.SelectMany(values => values).Distinct().Count() == 1;
    }

    /// <summary>The values.</summary>
    public MetricValues Metric { get; }

    /// <summary>One finding a variant.</summary>
    public IReadOnlyList<VariantFinding> Findings { get; }

    /// <summary>The chance of means as different were all variants alike: analysis of variance, blocked by replication; NaN where unknown.</summary>
    public double AnovaPValue { get; }

    /// <summary>Whether it is the same in every run.</summary>
    public bool IsConstant { get; }

    /// <summary>Compares.</summary>
    /// <param name="metric">At least two variants and one replication.</param>
    /// <param name="confidence">Above 0 and below 1.</param>
    public static MetricComparison Of(MetricValues metric, double confidence)
    {
        ArgumentNullException.ThrowIfNull(metric);
        int[] known = [.. Enumerable.Range(0, metric.Values.Count).Where(v => Array.TrueForAll(metric.Values[v], double.IsFinite))];
        double[][] values = [.. known.Select(v => metric.Values[v])];
        bool several = known.Length > 1 && metric.Values[0].Length > 1;
        IReadOnlyList<string> letters = several ? TukeyHsd.OfBlocks(values, confidence).Letters : [];
        IReadOnlyList<BaselineComparison> compared = known.Length > 1 && known[0] == 0 ? BaselineComparison.Paired(values, confidence) : [];
        VariantFinding[] findings = new VariantFinding[metric.Values.Count];
        for (int v = 0; v < findings.Length; v++)
        {
            int place = Array.IndexOf(known, v);
            BaselineComparison? difference = place > 0 && compared.Count > 0 ? compared[place - 1] : null;
            Interval mean = place < 0 ? Unknown(confidence) : Interval.OfMean(metric.Values[v], confidence);
            string group = place >= 0 && several ? letters[place] : "";
            findings[v] = Judge(v, metric, mean, difference, group);
        }

        return new MetricComparison(metric, findings, several ? BlockedAnova.Of(values).PValue : double.NaN);
    }

    private static Interval Unknown(double confidence) => new(double.NaN, double.NaN, confidence);

    private static VariantFinding Judge(int variant, MetricValues metric, Interval mean, BaselineComparison? difference, string group) => new(
        mean,
        difference?.Difference ?? Unknown(mean.Confidence),
        difference?.PValue ?? double.NaN,
        difference?.AdjustedPValue ?? double.NaN,
        group,
        Word(variant, metric, mean.Confidence, difference));

    private static Finding Word(int variant, MetricValues metric, double confidence, BaselineComparison? difference) => difference switch
    {
        _ when variant == 0 => Finding.Baseline,
        null => Finding.Unknown,
        _ when metric.Values[variant].AsSpan().SequenceEqual(metric.Values[0]) => Finding.Identical,
        { Difference.HalfWidth: 0 } => Finding.Always,
        { AdjustedPValue: double.NaN } => Finding.Unknown,
        _ => difference.AdjustedPValue < 1 - confidence ? Finding.Differs : Finding.NotShown,
    };
}
