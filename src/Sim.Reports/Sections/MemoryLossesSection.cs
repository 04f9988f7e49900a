using System.Linq;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>What each mechanism cost in work, whom most, and the VMs that paid most.</summary>
internal static class MemoryLossesSection
{
    private static readonly string[] Numbers = ["rank", "memory_mib", "mem_ballooned_mib", "mem_swapped_mib", "mem_wait_pct", "mem_lost_pct", "mem_slowdown"];

    public static void Render(PageContext page)
    {
        ResultTable? losses = page.Table("memory_losses", "what memory cost", "mechanism", "rank", "vm", "vms", "mem_wait_core_h", "mem_lost_core_h", "mem_lost_pct");
        if (losses is not null)
        {
            Mechanisms(page, losses);
        }

        ResultTable? worst = page.Table(
            "worst_memory_vms", "the VMs that paid most for memory",
            "rank", "vm", "host", "memory_mib", "mem_ballooned_mib", "mem_swapped_mib", "mem_wait_pct", "mem_lost_pct", "mem_slowdown");
        if (worst is { Rows: > 0 })
        {
            Vms(page, worst);
        }
    }

    private static void Mechanisms(PageContext page, ResultTable table)
    {
        Cells mechanism = new(table, "mechanism");
        Cells vm = new(table, "vm");
        double[] rank = table.Real("rank");
        double[] vms = table.Real("vms");
        double[] wait = table.Real("mem_wait_core_h");
        double[] lost = table.Real("mem_lost_core_h");
        double[] part = table.Real("mem_lost_pct");
        page.Html.Add("<p>A virtual CPU that waits for memory may still get its work done within the interval; what it cannot is lost.</p>\n");
        DataTable.Begin(page.Html, "What waiting for memory cost", "reason", "#VMs", "#waiting", "#work lost", "#of all work", "most of it by");
        foreach (int row in Enumerable.Range(0, table.Rows).Where(row => rank[row] is 0))
        {
            string whom = string.Join(", ", Enumerable.Range(0, table.Rows)
                .Where(other => rank[other] > 0 && lost[other] > 0 && mechanism[other] == mechanism[row])
                .Take(3)
                .Select(other => $"{vm[other]} ({Human.WithUnit(lost[other], "core-h")}, {Human.WithUnit(part[other], "%")} of its work)"));
            page.Html.Add($"<tr><th scope=\"row\">{mechanism[row]}</th><td class=\"num\">{Human.Number(vms[row])}</td><td class=\"num\">{Human.WithUnit(wait[row], "core-h")}</td>");
            page.Html.Add($"<td class=\"num\">{Human.WithUnit(lost[row], "core-h")}</td><td class=\"num\">{Human.WithUnit(part[row], "%")}</td><td>{whom}</td></tr>\n");
        }

        DataTable.End(page.Html);
    }

    private static void Vms(PageContext page, ResultTable table)
    {
        Cells vm = new(table, "vm");
        Cells host = new(table, "host");
        double[][] numbers = [.. Numbers.Select(table.Real)];
        DataTable.Begin(page.Html, "The VMs that memory cost most of their work", "#rank", "VM", "host", "#memory", "#ballooned", "#swapped", "#waiting", "#work lost", "#times slower");
        for (int row = 0; row < table.Rows; row++)
        {
            page.Html.Add($"<tr><td class=\"num\">{Human.Number(numbers[0][row])}</td><th scope=\"row\">{vm[row]}</th><td>{host[row]}</td><td class=\"num\">{Human.WithUnit(numbers[1][row], "MiB")}</td>");
            page.Html.Add($"<td class=\"num\">{Human.WithUnit(numbers[2][row], "MiB")}</td><td class=\"num\">{Human.WithUnit(numbers[3][row], "MiB")}</td><td class=\"num\">{Human.WithUnit(numbers[4][row], "%")}</td>");
            page.Html.Add($"<td class=\"num\">{Human.WithUnit(numbers[5][row], "%")}</td><td class=\"num\">{Human.Number(numbers[6][row])}</td></tr>\n");
        }

        DataTable.End(page.Html);
    }
}
