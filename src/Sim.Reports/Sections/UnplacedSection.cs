using System;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>The VMs that no host could take, and why.</summary>
internal static class UnplacedSection
{
    private const int MaxRows = 20;

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table("unplaced_vms", "the VMs that fit nowhere", "vm", "time_s", "vcpus", "cpu_mhz", "memory_mib", "reason");
        if (table is null)
        {
            return;
        }

        if (table.Rows == 0)
        {
            page.Nothing("None: every VM found a host.");
            return;
        }

        page.Html.Add($"<p><strong>{Human.Count(table.Rows, "VM")}</strong> could not be placed and took no part in the run, so the load above is lower than what was asked for.</p>\n");
        Rows(page.Html, table);
        if (table.Rows > MaxRows)
        {
            page.Html.Add($"<p>The first {MaxRows} are shown; <a href=\"unplaced_vms.csv\">unplaced_vms.csv</a> has all {table.Rows}.</p>\n");
        }
    }

    private static void Rows(Html html, ResultTable table)
    {
        Cells vm = new(table, "vm");
        Cells reason = new(table, "reason");
        double[] time = table.Real("time_s");
        double[] vcpus = table.Real("vcpus");
        double[] speed = table.Real("cpu_mhz");
        double[] memory = table.Real("memory_mib");
        DataTable.Begin(html, "VMs that fit nowhere", "VM", "#wanted at", "#vCPUs", "#CPU speed", "#memory", "reason");
        for (int row = 0; row < Math.Min(MaxRows, table.Rows); row++)
        {
            html.Add($"<tr><th scope=\"row\">{vm[row]}</th><td class=\"num\">{Human.Moment(time[row])}</td><td class=\"num\">{Human.Number(vcpus[row])}</td>");
            html.Add($"<td class=\"num\">{Human.WithUnit(speed[row], "MHz")}</td><td class=\"num\">{Human.WithUnit(memory[row], "MiB")}</td><td class=\"wrap\">{reason[row]}</td></tr>\n");
        }

        DataTable.End(html);
    }
}
