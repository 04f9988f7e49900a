using System.Linq;
using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>What each pCPU did, from the table <c>pcpus</c> of event runs.</summary>
internal static class PcpusSection
{
    private const string TableName = "pcpus";
    private const int MostRows = 64;
    private static readonly string[] Numbers = ["pcpu", "core", "numa_node", "busy_pct", "context_switches"];

    public static bool IsShown(PageContext page) => page.Reader.Has(TableName);

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table(TableName, "what pCPUs did", ["host", .. Numbers]);
        if (table is null)
        {
            return;
        }

        double seconds = page.Summary["duration_h"] * 3600;
        page.Html.Add($"<p>All hosts together, in a second: {Human.Number(page.Summary["context_switches_per_s"])} switches to another vCPU, {Human.Number(page.Summary["preemptions_per_s"])} preemptions, ");
        page.Html.Add($"{Human.Number(page.Summary["vcpu_migrations_per_s"])} moves of a vCPU to another pCPU.</p>\n");
        if (table.Rows > MostRows)
        {
            page.Html.Add($"<p class=\"fine\">The first {MostRows} of {Human.Count(table.Rows, "pCPU")}; {TableName}.csv has all.</p>\n");
        }

        Cells hosts = new(table, "host");
        double[][] numbers = [.. Numbers.Select(table.Real)];
        DataTable.Begin(page.Html, "What each pCPU did", "host", "#pCPU", "#core", "#NUMA node", "#busy", "#switches", "#switches in a second");
        for (int row = 0; row < int.Min(table.Rows, MostRows); row++)
        {
            page.Html.Add($"<tr><th scope=\"row\">{hosts[row]}</th><td class=\"num\">{Human.Number(numbers[0][row])}</td><td class=\"num\">{Human.Number(numbers[1][row])}</td><td class=\"num\">{Human.Number(numbers[2][row])}</td>");
            page.Html.Add($"<td class=\"num\">{Human.WithUnit(numbers[3][row], "%")}</td><td class=\"num\">{Human.Number(numbers[4][row])}</td><td class=\"num\">{Human.Number(numbers[4][row] / seconds)}</td></tr>\n");
        }

        DataTable.End(page.Html);
    }
}
