using System.Linq;
using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>Throughput and latency at once: what one costs of the other.</summary>
internal static class ComparedTradeoffSection
{
    private const string Throughput = "throughput_per_s";
    private static readonly string[] Latencies = ["response_time_ms_p99", "wakeup_latency_us_p99"];

    public static bool IsShown(PageContext page) =>
        ComparedMetrics.Read(page) is { } compared && compared.Find(Throughput) is not null && Latencies.Any(name => compared.Find(name) is not null);

    public static void Render(PageContext page)
    {
        if (ComparedMetrics.Read(page) is not { } compared || compared.Find(Throughput) is not { } throughput)
        {
            return;
        }

        page.Html.Add("<p>Best is at the bottom on the right: much done, little waited.</p>\n");
        foreach (ComparedMetric latency in Latencies.Select(compared.Find).OfType<ComparedMetric>())
        {
            page.Place(ComparedCharts.Against(throughput, latency));
        }
    }
}
