using System.Linq;
using Sim.Reports.Charts;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>How many VMs waited how long for a core.</summary>
internal static class ReadySection
{
    private const double NoticeablePct = 5;

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table("vm_ready_histogram", "the spread of ready times", "cpu_ready_pct_from", "cpu_ready_pct_to", "vms");
        if (table is null)
        {
            return;
        }

        double[] from = table.Real("cpu_ready_pct_from");
        double[] counts = table.Real("vms");
        double above = Enumerable.Range(0, table.Rows).Where(i => from[i] >= NoticeablePct).Sum(i => counts[i]);
        page.Place(new HistogramChart
        {
            Id = "ready-histogram",
            Title = "Number of VMs by the share of time they waited for a core",
            Caption = "Ready time: time a virtual CPU wanted to run but had no core, averaged over the VM's life. Above 5 % users notice; those ranges are orange.",
            Summary = $"{Human.Number(above)} of {Human.Count(counts.Sum(), "VM")} waited 5 % of the time or more.",
            X = new ChartAxis("ready time", "%"),
            Y = new ChartAxis("VMs", ""),
            AlertFrom = NoticeablePct,
            From = from,
            To = table.Real("cpu_ready_pct_to"),
            Counts = counts,
        });
    }
}
