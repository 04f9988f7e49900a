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
        page.Place(lines.Ready(
            "worst-vms-chart",
            "When these VMs waited for a core",
            "VMs that wait at the same times share a host, or a daily peak. A column shows the longest wait within it."));
    }

    private static void Table(PageContext page, TimeLines lines)
    {
        DetailRows vms = new(page.Reader, "vms", "vm", lines.Names);
        DataTable.Begin(page.Html, "The VMs that waited most", "#rank", "VM", "host", "type", "#vCPUs", "#memory", "#CPU asked for", "#ready, mean", "#ready, worst", "ready over time");
        int rank = 0;
        foreach (string vm in lines.Names)
        {
            double[] line = lines.Line(vm, "cpu_ready_pct");
            page.Html.Add($"<tr><td class=\"num\">{++rank}</td><th scope=\"row\">{vm}</th><td>{vms.Text(vm, "host")}</td><td>{vms.Text(vm, "type")}</td>");
            page.Html.Add($"<td class=\"num\">{vms.Number(vm, "vcpus", "")}</td><td class=\"num\">{vms.Number(vm, "memory_mib", "MiB")}</td>");
            page.Html.Add($"<td class=\"num\">{vms.Number(vm, "cpu_demand_core_h", "core-h")}</td><td class=\"num\">{vms.Number(vm, "cpu_ready_pct", "%")}</td>");
            page.Html.Add($"<td class=\"num\">{vms.Number(vm, "cpu_ready_pct_max", "%")}</td><td>");
            Sparkline.Draw(page.Html, line, SparkTopPct, $"Ready time of {vm}, at most {Human.WithUnit(TimeLines.Highest(line), "%")}");
            page.Html.Add("</td></tr>\n");
        }

        DataTable.End(page.Html);
    }
}
