using System;
using System.Linq;
using Sim.Reports.Charts;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>The distributions of latencies of an event run, from the table <c>latency_cdf</c>.</summary>
internal static class LatencySection
{
    private const string TableName = "latency_cdf";
    private const string All = "all";
    private const int MostVms = 4;
    private const double TailShare = 0.99;

    // The very shortest would take up most of a logarithmic axis.
    private const double HeadShare = 0.01;

    private static readonly (string Kind, string Title, string Axis, string Caption)[] Kinds =
    [
        ("wakeup", "How long a woken vCPU waited until it ran", "wake-up latency", "From becoming runnable to running on a pCPU. Wake-ups that ran at once have no place on such an axis: the curve begins above them."),
        ("response", "How long requests took", "response time", "A request, a round or a burst of work, from its beginning to its end as the guest sees it."),
    ];

    public static bool IsShown(PageContext page) => page.Reader.Has(TableName);

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table(TableName, "latencies", "vm", "kind", "quantile", "latency_us");
        if (table is null)
        {
            return;
        }

        Cells kinds = new(table, "kind");
        foreach ((string kind, string title, string axis, string caption) in Kinds)
        {
            int[] rows = [.. Enumerable.Range(0, table.Rows).Where(row => string.Equals(kinds[row], kind, StringComparison.Ordinal))];
            ChartCurve[] curves = Curves(table, rows);
            if (curves.Length == 0)
            {
                page.Nothing($"{axis}: there was none above zero.");
                continue;
            }

            page.Place(new CurveChart
            {
                Id = $"latency-{kind}",
                Title = title,
                Caption = $"{caption} The axis along the bottom is logarithmic; {All}: all VMs together; beside it those with the longest tails.",
                Summary = Words(table, rows),
                Height = 360,
                X = new ChartAxis(axis, "us"),
                Logarithmic = true,
                Y = new ChartAxis("share that was not longer", "%", 100),
                Curves = curves,
            });
        }
    }

    // All VMs first, then those with the longest tails. Zero has no place on a logarithmic axis.
    private static ChartCurve[] Curves(ResultTable table, int[] rows)
    {
        Cells vms = new(table, "vm");
        double[] quantile = table.Real("quantile");
        double[] latency = table.Real("latency_us");
        return
        [
            .. rows.GroupBy(row => vms[row], StringComparer.Ordinal)
                .OrderBy(own => own.Key is All ? 0 : 1)
                .ThenByDescending(own => own.Where(row => quantile[row] <= TailShare).Select(row => latency[row]).DefaultIfEmpty(0).Max())
                .Take(1 + MostVms)
                .Select(own => own.Where(row => latency[row] > 0 && quantile[row] >= HeadShare).ToArray())
                .Where(own => own.Length > 0)
                .Select(own => new ChartCurve(vms[own[0]], [.. own.Select(row => latency[row])], [.. own.Select(row => 100 * quantile[row])])),
        ];
    }

    private static string Words(ResultTable table, int[] rows)
    {
        Cells vms = new(table, "vm");
        double[] quantile = table.Real("quantile");
        double[] latency = table.Real("latency_us");
        int[] all = [.. rows.Where(row => vms[row] is All)];
        string Within(double share) =>
            $"{Human.Number(100 * share)} % within {Human.Number(all.Where(row => quantile[row] <= share).Select(row => latency[row]).DefaultIfEmpty(double.NaN).Max())} us";
        return $"All VMs together: {Within(0.5)}, {Within(0.95)}, {Within(TailShare)}.";
    }
}
