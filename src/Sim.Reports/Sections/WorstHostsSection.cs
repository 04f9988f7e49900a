using Sim.Reports.Page;
using Sim.Reports.Results;

namespace Sim.Reports.Sections;

/// <summary>The ten hosts on which VMs waited most: what they are, and when they were full.</summary>
internal static class WorstHostsSection
{
    private const double FullPct = 100;

    public static void Render(PageContext page)
    {
        ResultTable? table = page.Table("worst_hosts", "the most contended hosts", "rank", "host", "time_s", "cpu_utilisation_pct", "cpu_ready_pct");
        if (table is null)
        {
            return;
        }

        if (table.Rows == 0)
        {
            page.Nothing("No host was on.");
            return;
        }

        TimeLines lines = new(table, "host");
        Table(page, lines);
        page.Place(lines.Ready(
            "worst-hosts-chart",
            "When VMs on these hosts waited for a core",
            "A host that is red for hours has more work than cores. A column shows the longest wait within it."));
    }

    private static void Table(PageContext page, TimeLines lines)
    {
        DetailRows hosts = new(page.Reader, "hosts", "host", lines.Names);
        DataTable.Begin(page.Html, "The most contended hosts", "#rank", "host", "type", "#cores", "#memory", "#VMs at most", "#utilisation, mean", "#utilisation, peak", "#ready, mean", "#energy", "utilisation over time");
        int rank = 0;
        foreach (string host in lines.Names)
        {
            double[] line = lines.Line(host, "cpu_utilisation_pct");
            page.Html.Add($"<tr><td class=\"num\">{++rank}</td><th scope=\"row\">{host}</th><td>{hosts.Text(host, "type")}</td><td class=\"num\">{hosts.Number(host, "cores", "")}</td>");
            page.Html.Add($"<td class=\"num\">{hosts.Number(host, "memory_mib", "MiB")}</td><td class=\"num\">{hosts.Number(host, "vms_max", "")}</td>");
            page.Html.Add($"<td class=\"num\">{hosts.Number(host, "cpu_utilisation_pct", "%")}</td><td class=\"num\">{hosts.Number(host, "cpu_utilisation_pct_max", "%")}</td>");
            page.Html.Add($"<td class=\"num\">{hosts.Number(host, "cpu_ready_pct", "%")}</td><td class=\"num\">{hosts.Number(host, "energy_kwh", "kWh")}</td><td>");
            Sparkline.Draw(page.Html, line, FullPct, $"CPU utilisation of {host}, at most {Human.WithUnit(TimeLines.Highest(line), "%")}");
            page.Html.Add("</td></tr>\n");
        }

        DataTable.End(page.Html);
    }
}
