using System;
using System.Linq;
using Sim.Reports.Charts;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>The distributions of latencies, variants over each other.</summary>
internal static class ComparedLatencySection
{
    private const string TableName = "latency_cdf";

    // Beyond this ratio an even axis shows only the tail.
    private const double WideRatio = 20;

    // The quantiles, in percent, that the words name.
    private static readonly double[] Told = [50, 99];

    public static bool IsShown(PageContext page) => page.Reader.Has(TableName);

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table(TableName, "the latencies", "variant", "kind", "quantile", "latency_us");
        if (table is null)
        {
            return;
        }

        Cells kinds = new(table, "kind");
        foreach (IGrouping<string, int> rows in Enumerable.Range(0, table.Rows).GroupBy(row => kinds[row], StringComparer.Ordinal))
        {
            page.Place(Chart(table, rows.Key, [.. rows]));
        }
    }

    private static CurveChart Chart(ResultTable table, string kind, int[] rows)
    {
        Cells variants = new(table, "variant");
        double[] quantile = table.Real("quantile");
        double[] latency = table.Real("latency_us");
        double[] all = [.. rows.Select(row => latency[row])];
        bool logarithmic = all.Max() > WideRatio * all.Where(value => value > 0).DefaultIfEmpty(double.PositiveInfinity).Min();
        ChartCurve[] curves =
        [
            .. rows.Where(row => !logarithmic || latency[row] > 0)
                .GroupBy(row => variants[row], StringComparer.Ordinal)
                .Select(own => new ChartCurve(own.Key, [.. own.Select(row => latency[row])], [.. own.Select(row => 100 * quantile[row])])),
        ];
        return new CurveChart
        {
            Id = "latency-" + string.Concat(kind.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')),
            Title = $"Share of {kind} latencies up to a given one",
            Caption = "All VMs together; each point is the mean of the replications. A curve further to the left waits less." + (logarithmic ? " The axis along the bottom is logarithmic." : ""),
            Summary = string.Join("; ", curves.Select(Words)) + ".",
            Height = 340,
            X = new ChartAxis($"{kind} latency", "us"),
            Logarithmic = logarithmic,
            Y = new ChartAxis("latencies up to that", "%", 100),
            Curves = curves,
        };
    }

    private static string Words(ChartCurve curve) =>
        $"{curve.Name}: {string.Join(", ", Told.Where(curve.Ys.Contains).Select(share => $"{Human.Number(share)} % within {Human.Number(At(curve, share))} us"))}";

    private static double At(ChartCurve curve, double share) => curve.Xs[Array.IndexOf(curve.Ys, share)];
}
