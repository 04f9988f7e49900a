using System.Linq;
using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>A chart for each of the metrics that matter most, with the means' intervals.</summary>
internal static class ComparedChartsSection
{
    private const int Most = 12;

    // What readers ask first; any other metric that varies follows in the table's order.
    private static readonly string[] First =
    [
        "throughput_per_s", "response_time_ms_p99", "wakeup_latency_us_p99", "cpu_ready_pct", "cpu_ready_pct_p95", "steal_pct", "mem_lost_pct", "mem_slowdown_p95", "energy_kwh",
        "cpu_utilisation_pct", "hosts_used", "vms_unplaced", "cpu_granted_core_h",
    ];

    public static void Render(PageContext page)
    {
        if (ComparedMetrics.Read(page) is not { } compared)
        {
            return;
        }

        ComparedMetric[] shown = [.. compared.Varying
            .Where(metric => metric.Name != ComparedFairnessSection.Metric)
            .OrderBy(metric => System.Array.IndexOf(First, metric.Name) is var place and >= 0 ? place : First.Length)
            .Take(Most)];
        if (shown.Length == 0)
        {
            page.Nothing("No metric tells one variant from another.");
            return;
        }

        string strokes = compared.Replications > 1 ? $"Dots are means, strokes their {ComparedCharts.Percent(compared.Confidence)} confidence intervals. " : "";
        page.Html.Add($"<p>{strokes}Axes begin where the data do. On the same seeds two variants may differ surely though their intervals overlap: the table below tests that.</p>\n<div class=\"pair\">\n");
        foreach (ComparedMetric metric in shown)
        {
            page.Place(ComparedCharts.Intervals(metric));
        }

        page.Html.Add("</div>\n");
    }
}
