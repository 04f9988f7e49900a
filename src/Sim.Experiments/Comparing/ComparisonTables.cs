using System;
using Sim.Kernel.Results;
using Sim.Statistics;

namespace Sim.Experiments.Comparing;

/// <summary>The tables of a comparison's result folder.</summary>
public static class ComparisonTables
{
    /// <summary>What was found.</summary>
    public static TableSchema Found { get; } = new("comparison", "one row per metric and variant", [
        Text("metric", "name of the metric"),
        Text("unit", "its unit"),
        Text("variant", "name of the variant; the first is the baseline"),
        Real("mean", "mean over the replications; the columns from here to difference_ci_high are in the metric's unit"),
        Real("ci_low", "lower end of the mean's confidence interval (Student)"),
        Real("ci_high", "upper end of the mean's confidence interval"),
        new("replications", ColumnType.Integer, "", "how many replications"),
        Real("difference", "mean of variant less baseline, pair by pair on the same seeds"),
        Real("difference_ci_low", "lower end of the difference's interval; those of a metric's variants hold at once (Bonferroni)"),
        Real("difference_ci_high", "upper end of the difference's interval"),
        Real("p_value", "paired t test against the baseline, by itself; 1 where all pairs are equal, 0 where all differ by the same"),
        Real("p_adjusted", "the same with allowance for there being several variants (Holm)"),
        Text("group", "two variants differ significantly just when they share no letter (Tukey, blocked by replication)"),
        Text("finding", "baseline, identical, always (the same difference in every replication), differs, not-shown, or unknown"),
        Real("confidence", "of the intervals; 1 less it is the level of significance"),
    ]);

    /// <summary>What every run found.</summary>
    public static TableSchema Replications { get; } = new("replications", "one row per variant, replication and metric", [
        Text("variant", "name of the variant"),
        new("replication", ColumnType.Integer, "", "from 1"),
        new("seed", ColumnType.Integer, "", "seed of the replication, the same in every variant; sim run --seed repeats it"),
        Text("metric", "name of the metric"),
        Real("value", "its value, in the unit that comparison.csv gives"),
    ]);

    /// <summary>Latencies; only where the runs measure some.</summary>
    public static TableSchema Latencies { get; } = new("latency_cdf", "one row per variant, kind and quantile: latencies of all VMs together", [
        Text("variant", "name of the variant"),
        Text("kind", "wakeup or response"),
        Real("quantile", "share of latencies that are not above it"),
        new("latency_us", ColumnType.Real, "us", "latency, mean of the replications' quantiles"),
    ]);

    /// <summary>The word for a finding.</summary>
    public static string Word(Finding finding) => finding switch
    {
        Finding.Baseline => "baseline",
        Finding.Identical => "identical",
        Finding.Always => "always",
        Finding.Differs => "differs",
        Finding.NotShown => "not-shown",
        _ => "unknown",
    };

    /// <summary>Writes the tables.</summary>
    public static void Write(Comparison comparison, IResultSink sink)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(sink);
        WriteFound(comparison, sink);
        WriteReplications(comparison, sink);
        WriteLatencies(comparison, sink);
    }

    private static void WriteFound(Comparison comparison, IResultSink sink)
    {
        using IRowWriter rows = sink.Open(Found);
        foreach (MetricComparison metric in comparison.Metrics)
        {
            for (int v = 0; v < comparison.Variants.Count; v++)
            {
                VariantFinding found = metric.Findings[v];
                rows.Text(metric.Metric.Name);
                rows.Text(metric.Metric.Unit);
                rows.Text(comparison.Variants[v].Name);
                WriteInterval(rows, found.Mean);
                rows.Integer(metric.Metric.Values[v].Length);
                WriteInterval(rows, found.Difference);
                rows.Real(found.PValue);
                rows.Real(found.AdjustedPValue);
                rows.Text(found.Group);
                rows.Text(Word(found.Finding));
                rows.Real(comparison.Confidence);
                rows.EndRow();
            }
        }
    }

    private static void WriteInterval(IRowWriter rows, Interval interval)
    {
        rows.Real(interval.Estimate);
        rows.Real(interval.Low);
        rows.Real(interval.High);
    }

    private static void WriteReplications(Comparison comparison, IResultSink sink)
    {
        using IRowWriter rows = sink.Open(Replications);
        for (int v = 0; v < comparison.Variants.Count; v++)
        {
            for (int r = 0; r < comparison.Seeds.Count; r++)
            {
                foreach (MetricComparison metric in comparison.Metrics)
                {
                    rows.Text(comparison.Variants[v].Name);
                    rows.Integer(r + 1);
                    rows.Integer(comparison.Seeds[r]);
                    rows.Text(metric.Metric.Name);
                    rows.Real(metric.Metric.Values[v][r]);
                    rows.EndRow();
                }
            }
        }
    }

    private static void WriteLatencies(Comparison comparison, IResultSink sink)
    {
        if (!comparison.HasLatencies)
        {
            return;
        }

        using IRowWriter rows = sink.Open(Latencies);
        for (int v = 0; v < comparison.Variants.Count; v++)
        {
            foreach (LatencyPoint point in comparison.Latencies[v])
            {
                rows.Text(comparison.Variants[v].Name);
                rows.Text(point.Kind);
                rows.Real(point.Quantile);
                rows.Real(point.Microseconds);
                rows.EndRow();
            }
        }
    }

    private static Column Text(string name, string definition) => new(name, ColumnType.Text, "", definition);

    private static Column Real(string name, string definition) => new(name, ColumnType.Real, "", definition);
}
