using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Reports.Results;

namespace Sim.Reports.Page;

/// <summary>What <c>comparison.csv</c> says, metric by metric.</summary>
internal sealed class ComparedMetrics
{
    /// <summary>The table's name.</summary>
    public const string TableName = "comparison";

    private static readonly string[] Numbers = ["mean", "ci_low", "ci_high", "difference", "difference_ci_low", "difference_ci_high", "p_adjusted"];

    private ComparedMetrics(IReadOnlyList<ComparedMetric> all, double replications, double confidence)
    {
        (All, Replications, Confidence) = (all, replications, confidence);
        Varying = [.. all.Where(metric => !metric.IsConstant && !metric.IsOfSeed)];
        Variants = all.Count == 0 ? [] : [.. all[0].Variants.Select(variant => variant.Variant)];
    }

    /// <summary>All metrics in the file's order.</summary>
    public IReadOnlyList<ComparedMetric> All { get; }

    /// <summary>Those in which variants differ, in one replication at least.</summary>
    public IReadOnlyList<ComparedMetric> Varying { get; }

    /// <summary>The variants' names; the first is the baseline.</summary>
    public IReadOnlyList<string> Variants { get; }

    /// <summary>How often each variant ran.</summary>
    public double Replications { get; }

    /// <summary>The confidence of the intervals.</summary>
    public double Confidence { get; }

    /// <summary>Reads the table, or says in the page why there is nothing to read.</summary>
    public static ComparedMetrics? Read(PageContext page)
    {
        ResultTable? table = page.Table(
            TableName, "the comparison",
            "metric", "unit", "variant", "mean", "ci_low", "ci_high", "replications", "difference", "difference_ci_low", "difference_ci_high",
            "p_adjusted", "group", "finding", "confidence");
        if (table is null or { Rows: 0 })
        {
            return null;
        }

        Cells metric = new(table, "metric");
        Cells unit = new(table, "unit");
        ComparedVariant[] variants = Variant(table);
        return new ComparedMetrics(
            [
                .. Enumerable.Range(0, table.Rows)
                    .GroupBy(row => metric[row], StringComparer.Ordinal)
                    .Select(rows => new ComparedMetric(rows.Key, unit[rows.First()], [.. rows.Select(row => variants[row])])),
            ],
            table.Real("replications")[0],
            table.Real("confidence")[0]);
    }

    /// <summary>A metric by name; null where the comparison has none of that name.</summary>
    public ComparedMetric? Find(string name) => All.FirstOrDefault(metric => metric.Name == name);

    private static ComparedVariant[] Variant(ResultTable table)
    {
        Cells variant = new(table, "variant");
        Cells group = new(table, "group");
        Cells finding = new(table, "finding");
        double[][] numbers = [.. Numbers.Select(table.Real)];
        return
        [
            .. Enumerable.Range(0, table.Rows).Select(row => new ComparedVariant(
                variant[row],
                numbers[0][row], numbers[1][row], numbers[2][row], numbers[3][row], numbers[4][row], numbers[5][row], numbers[6][row],
                group[row],
                finding[row])),
        ];
    }
}
