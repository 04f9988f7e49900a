using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Sim.Cli.Terminal;
using Sim.Experiments.Comparing;
using Sim.Kernel.Results;

namespace Sim.Cli.Commands;

/// <summary>Prints a comparison for a person: a row for each metric and variant, and how to read it.</summary>
internal static class ComparisonPrinter
{
    // Below it a number has an exponent: its zeros would be counted.
    private const double SmallestPlain = 0.001;

    /// <summary>Prints.</summary>
    public static void Print(TextWriter output, Comparison comparison)
    {
        MetricComparison[] varying = [.. comparison.Metrics.Where(metric => !metric.IsConstant)];
        if (varying.Length > 0)
        {
            TextTable.Print(
                output,
                ["metric", "unit", "variant", ">mean", ">±", ">difference", ">±", ">p", "", "group"],
                varying.SelectMany(metric => Rows(comparison, metric)));
        }

        PrintConstant(output, comparison, [.. comparison.Metrics.Where(metric => metric.IsConstant)]);
        PrintLegend(output, comparison, varying.SelectMany(metric => metric.Findings).ToArray());
        foreach (Remark remark in comparison.Remarks)
        {
            output.WriteLine($"{remark.Severity} {remark.Id}: {remark.Text}");
        }
    }

    private static IEnumerable<string[]> Rows(Comparison comparison, MetricComparison metric) => comparison.Variants.Select((variant, v) =>
    {
        VariantFinding found = metric.Findings[v];
        return new[]
        {
            v == 0 ? metric.Metric.Name : "",
            v == 0 ? metric.Metric.Unit : "",
            variant.Name,
            Short(found.Mean.Estimate),
            Short(found.Mean.HalfWidth),
            Signed(found.Difference.Estimate),
            Short(found.Difference.HalfWidth),
            found.Finding is Finding.Identical or Finding.Always ? "" : PValue(found.AdjustedPValue),
            Mark(found),
            found.Group,
        };
    });

    private static string Signed(double value) => value > 0 ? "+" + Short(value) : Short(value);

    // Differences are often far smaller than what differs.
    private static string Short(double value) => Math.Abs(value) switch
    {
        > 0 and < SmallestPlain => value.ToString("0.##E+0", CultureInfo.InvariantCulture),
        > 0 and < 0.1 => value.ToString("0.000##", CultureInfo.InvariantCulture),
        _ => Numbers.Text(value),
    };

    private static string PValue(double p) => double.IsNaN(p) ? "" : p < 0.001 ? "<0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Mark(VariantFinding found) => found.Finding switch
    {
        Finding.Baseline => "baseline",
        Finding.Identical => "identical",
        Finding.Always => "always",
        _ => found.AdjustedPValue switch { < 0.001 => "***", < 0.01 => "**", < 0.05 => "*", _ => "" },
    };

    private static void PrintConstant(TextWriter output, Comparison comparison, MetricComparison[] constant)
    {
        if (constant.Length > 0)
        {
            IEnumerable<string> values = constant.Select(metric => $"{metric.Metric.Name} {Value(metric.Metric.Values[0][0])} {metric.Metric.Unit}".TrimEnd());
            output.WriteLine($"the same in all {Numbers.Text((long)comparison.Variants.Count * comparison.Seeds.Count)} runs: {string.Join(", ", values)}");
        }
    }

    private static string Value(double value) => double.IsNaN(value) ? "without a value" : Numbers.Text(value);

    private static void PrintLegend(TextWriter output, Comparison comparison, VariantFinding[] found)
    {
        string seeds = comparison.Seeds.Count == 1
            ? $"1 replication, seed {Plain(comparison.Seeds[0])}"
            : $"{Numbers.Text(comparison.Seeds.Count)} replications, seeds {Plain(comparison.Seeds[0])} to {Plain(comparison.Seeds[^1])}";
        output.WriteLine($"{Numbers.Text(comparison.Variants.Count)} variants, {seeds} in each; baseline {comparison.Variants[0].Name}");
        if (comparison.Seeds.Count == 1 || found.Length == 0)
        {
            return;
        }

        string percent = (comparison.Confidence * 100).ToString("0.###", CultureInfo.InvariantCulture);
        output.WriteLine($"±: {percent} % confidence; of differences, for all variants of a metric at once (paired t, Bonferroni)");
        output.WriteLine("p: paired t test against the baseline, corrected for the number of variants by Holm, not for that of metrics; *** below 0.001, ** 0.01, * 0.05");
        output.WriteLine($"group: variants that share no letter differ at {percent} % (analysis of variance blocked by replication, Tukey)");
        if (Array.Exists(found, one => one.Finding == Finding.Always))
        {
            output.WriteLine("always: the same difference in every replication, so there is no error to test against");
        }
    }

    private static string Plain(long seed) => seed.ToString(CultureInfo.InvariantCulture);
}
