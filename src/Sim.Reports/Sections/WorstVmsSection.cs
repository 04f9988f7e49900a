using System.Linq;
using Sim.Reports.Charts;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>The ten VMs with the longest ready time: what they are, and when they waited.</summary>
internal static class WorstVmsSection
{
    // A spark line is full height at least at this ready time, so that a harmless VM does not look like a bad one.
    private const double SparkTopPct = 10;

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table("worst_vms", "the VMs that waited most", "rank", "vm", "time_s", "cpu_ready_pct");
        if (table is null)
        {
            return;
        }

        if (table.Rows == 0)
        {
            page.Nothing("No VM had to wait for a core.");
            return;
        }

        TimeLines lines = new(table, "vm");
        Table(page, lines);
        Chart(page, lines);
    }

    private static void Table(PageContext page, TimeLines lines)
    {
        DetailRows vms = new(page.Reader, "vms", "vm", lines.Names);
        DataTable.Begin(page.Html, "The VMs that waited most", "#", "VM", "host", "type", "#vCPUs", "#memory", "#CPU asked for", "#ready, mean", "#ready, worst", "ready over time");
        int rank = 0;
        foreach (string vm in lines.Names)
        {
            double[] line = lines.Line(vm, "cpu_ready_pct");
            page.Html.Add($"<tr><td class=\"num\">{++rank}</td><th scope=\"row\">{vm}</th><td>{vms.Text(vm, "host")}</td><td>{vms.Text(vm, "type")}</td>");
            page.Html.Add($"<td class=\"num\">{vms.Number(vm, "vcpus", "")}</td><td class=\"num\">{vms.Number(vm, "memory_mib", "MiB")}</td>");
            page.Html.Add($"<td class=\"num\">{vms.Number(vm, "cpu_demand_core_h", "core-h")}</td><td class=\"num\">{vms.Number(vm, "cpu_ready_pct", "%")}</td>");
            page.Html.Add($"<td class=\"num\">{vms.Number(vm, "cpu_ready_pct_max", "%")}</td><td>");
            Sparkline.Draw(page.Html, line, SparkTopPct, $"Ready time of {vm}, at most {Human.WithUnit(line.Where(double.IsFinite).DefaultIfEmpty(0).Max(), "%")}");
            page.Html.Add("</td></tr>\n");
        }

        DataTable.End(page.Html);
    }

    private static void Chart(PageContext page, TimeLines lines)
    {
        (double[] times, ChartSeries[] series) = lines.Chart("cpu_ready_pct");
        page.Place(new SeriesChart
        {
            Id = "worst-vms-chart",
            Title = "Ready time of these VMs over time",
            Caption = "VMs that wait at the same times share a host, or a daily peak. Click a name to hide or show its line." + Thinning.Note(lines.Times.Length),
            Summary = "Highest ready time of each VM: "
                + string.Join(", ", series.Select(s => $"{s.Name} {Human.WithUnit(s.Values.Where(double.IsFinite).DefaultIfEmpty(0).Max(), "%")}")) + ".",
            Height = 320,
            Times = times,
            Y = new ChartAxis("ready time", "%"),
            Series = series,
        });
    }
}
