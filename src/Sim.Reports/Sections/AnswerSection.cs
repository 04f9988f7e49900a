using System;
using System.Globalization;
using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>The headline figures as tiles, and all figures of the summary below them.</summary>
internal static class AnswerSection
{
    // Users of interactive VMs start to notice at about this ready time; the captions say so.
    private const double NoticeablePct = 5;

    public static void Render(PageContext page)
    {
        Summary summary = page.Summary;
        if (summary.IsEmpty)
        {
            page.Nothing("This run wrote no summary.csv, so there are no headline figures.");
            return;
        }

        page.Html.Add("<div class=\"tiles\">\n");
        Slos(page);
        Hosts(page.Html, summary);
        Vms(page.Html, summary);
        Cpu(page.Html, summary);
        Ready(page.Html, summary);
        Utilisation(page.Html, summary);
        Memory(page.Html, summary);
        Energy(page.Html, summary);
        page.Html.Add("</div>\n");
        AllFigures(page.Html, summary);
    }

    private static void Slos(PageContext page)
    {
        Objectives? objectives = Objectives.Read(page.Reader);
        if (objectives is { Count: > 0 })
        {
            bool all = objectives.Met == objectives.Count;
            string value = all ? "all met" : string.Create(CultureInfo.InvariantCulture, $"{objectives.Met} of {objectives.Count} met");
            Tile(page.Html, "Service objectives", value, all ? Human.Count(objectives.Count, "objective") : "see below which were missed", all ? "good" : "bad");
        }
    }

    private static void Hosts(Html html, Summary summary)
    {
        if (summary.Has("hosts"))
        {
            bool used = summary.Has("hosts_used");
            string value = used ? $"{summary.Show("hosts_used")} of {summary.Show("hosts")}" : summary.Show("hosts");
            double on = summary["host_on_h"] / summary["duration_h"];
            string note = double.IsFinite(on) ? $"on average {Human.Number(on)} switched on" : "";
            Tile(html, used ? "Hosts used" : "Hosts", value, note);
        }
    }

    private static void Vms(Html html, Summary summary)
    {
        if (summary.Has("vms"))
        {
            double left = summary["vms_unplaced"];
            string note = left > 0 ? $"{Human.Number(left)} fit on no host" : "every one found a host";
            Tile(html, "VMs", summary.Show("vms"), double.IsNaN(left) ? "" : note, left > 0 ? "bad" : "");
        }
    }

    private static void Cpu(Html html, Summary summary)
    {
        if (summary.Has("cpu_demand_core_h", "cpu_granted_core_h"))
        {
            double demand = summary["cpu_demand_core_h"];
            double share = demand > 0 ? 100 * summary["cpu_granted_core_h"] / demand : 100;
            // Rounding must not make a shortfall vanish.
            string value = share < 100 ? $"{Human.Number(Math.Min(share, 99.99))} %" : "100 %";
            Tile(html, "CPU work delivered", value, $"{summary.Show("cpu_granted_core_h")} of {summary.Show("cpu_demand_core_h")} asked for");
        }
    }

    private static void Ready(Html html, Summary summary)
    {
        if (summary.Has("cpu_ready_pct_p95"))
        {
            double p95 = summary["cpu_ready_pct_p95"];
            string note = $"mean {summary.Show("cpu_ready_pct")}, worst {summary.Show("cpu_ready_pct_max")}";
            Tile(html, "Ready time, 95th percentile", summary.Show("cpu_ready_pct_p95"), note, p95 > NoticeablePct ? "bad" : "");
        }
    }

    private static void Utilisation(Html html, Summary summary)
    {
        if (summary.Has("cpu_utilisation_pct"))
        {
            Tile(html, "CPU utilisation, mean", summary.Show("cpu_utilisation_pct"), $"peak {summary.Show("cpu_utilisation_pct_max")}");
        }
    }

    private static void Memory(Html html, Summary summary)
    {
        if (summary.Has("mem_allocated_pct"))
        {
            Tile(html, "Memory promised to VMs", summary.Show("mem_allocated_pct"), "of what the hosts have");
        }
    }

    private static void Energy(Html html, Summary summary)
    {
        if (summary.Has("energy_kwh"))
        {
            string note = summary.Has("power_w_mean") ? $"{summary.Show("power_w_mean")} on average, {summary.Show("power_w_max")} at most" : "";
            Tile(html, "Energy", summary.Show("energy_kwh"), note);
        }
    }

    private static void Tile(Html html, string label, string value, string note, string mood = "") =>
        html.Add($"<div class=\"tile {mood}\"><p class=\"label\">{label}</p><p class=\"value\">{value}</p><p class=\"note\">{note}</p></div>\n");

    private static void AllFigures(Html html, Summary summary)
    {
        html.Add("<p>Ready time: time a virtual CPU wanted to run but had no core. Above 5 % users notice.</p>\n");
        html.Add("<details><summary>All figures</summary>\n");
        DataTable.Begin(html, "All figures of the run", "figure", "#value");
        foreach (string metric in summary.Metrics)
        {
            html.Add($"<tr><td><code>{metric}</code></td><td class=\"num\">{summary.Show(metric)}</td></tr>\n");
        }

        DataTable.End(html);
        html.Add("</details>\n");
    }
}
