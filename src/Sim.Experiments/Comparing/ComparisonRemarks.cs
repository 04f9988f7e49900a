using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel.Results;

namespace Sim.Experiments.Comparing;

/// <summary>The weaknesses that a comparison states of itself.</summary>
internal static class ComparisonRemarks
{
    private const int MostNamed = 5;

    /// <summary>Those of the comparison.</summary>
    public static IEnumerable<Remark> OfComparison(
        IReadOnlyList<MetricComparison> metrics, IReadOnlyList<Variant> variants, IReadOnlyList<string> imprecise, ComparisonOptions options)
    {
        int replications = metrics.Count == 0 ? 0 : metrics[0].Metric.Values[0].Length;
        if (imprecise.Count > 0)
        {
            yield return new Remark("SIM1301", "warning", string.Create(
                CultureInfo.InvariantCulture,
                $"after {replications} replications, {imprecise.Count} mean{(imprecise.Count == 1 ? " is" : "s are")} not known to {options.Precision * 100:0.###} %: {Some(imprecise)}; raise --replications, or name the metrics that matter with --metric"));
        }

        if (replications == 1)
        {
            yield return new Remark("SIM1302", "warning", "one replication: there are no intervals, and no difference can be told from chance; ask for more with --replications");
        }
        else if (metrics.All(metric => metric.Metric.Values.All(values => values.Distinct().Count() == 1)))
        {
            yield return new Remark("SIM1303", "note", "every replication of a variant found the same: nothing in it depends on the seed, so its differences are exact for this workload and say nothing of another; --replications 1 finds as much");
        }

        string[] alike = [.. variants.Where((_, v) => v > 0 && metrics.All(metric => metric.Metric.Values[v].AsSpan().SequenceEqual(metric.Metric.Values[0]))).Select(variant => variant.Name)];
        if (alike.Length > 0)
        {
            yield return new Remark("SIM1304", "note", $"no metric tells {Some(alike)} from {variants[0].Name}: what was varied has no effect here");
        }
    }

    /// <summary>Those of the runs, as of the first replication; one that is not of all variants names those it is of.</summary>
    public static IEnumerable<Remark> OfRuns(IReadOnlyList<Variant> variants, IReadOnlyList<VariantRun> runs) =>
        from remark in runs.SelectMany(run => run.Outcome.Remarks).Distinct()
        let of = variants.Where((_, v) => runs[v].Outcome.Remarks.Contains(remark)).Select(variant => variant.Name).ToArray()
        select of.Length == variants.Count ? remark : remark with { Text = $"{Some(of)}: {remark.Text}" };

    private static string Some(IReadOnlyList<string> names) => names.Count <= MostNamed
        ? string.Join("; ", names)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join("; ", names.Take(MostNamed))}; and {names.Count - MostNamed} more");
}
