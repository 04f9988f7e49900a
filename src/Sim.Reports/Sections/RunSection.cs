using System.Globalization;
using Sim.Kernel.Results;
using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>What ran, and what it cost.</summary>
internal static class RunSection
{
    public static void Render(PageContext page)
    {
        RunManifest run = page.Manifest;
        RunStatistics cost = run.Statistics;
        page.Html.Add("<dl class=\"facts-list\">\n");
        Fact(page.Html, "Command", run.Command);
        Fact(page.Html, "Version", run.ToolVersion);
        Fact(page.Html, "Seed", run.Seed.ToString(CultureInfo.InvariantCulture));
        Fact(page.Html, "Started", cost.StartedUtc);
        Fact(page.Html, "Took", $"{Human.Duration(cost.WallSeconds)} ({Human.Duration(cost.CpuSeconds)} of CPU time)");
        Fact(page.Html, "Memory at most", Human.Bytes(cost.PeakMemoryBytes));
        Fact(page.Html, "VM samples solved", cost.VmSamples > 0 ? Human.Number(cost.VmSamples) : "");
        Fact(page.Html, "Events", cost.Events > 0 ? Human.Number(cost.Events) : "");
        page.Html.Add("</dl>\n");
        Phases(page.Html, cost);
    }

    private static void Fact(Html html, string name, string value)
    {
        if (value.Length > 0)
        {
            html.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");
        }
    }

    private static void Phases(Html html, RunStatistics cost)
    {
        if (cost.Phases.Count == 0)
        {
            return;
        }

        DataTable.Begin(html, "Phases of the run", "phase", "#time", "#allocated");
        foreach (PhaseTime phase in cost.Phases)
        {
            html.Add($"<tr><td>{phase.Name}</td><td class=\"num\">{Human.Duration(phase.Seconds)}</td><td class=\"num\">{Human.Bytes(phase.AllocatedBytes)}</td></tr>\n");
        }

        DataTable.End(html);
    }
}
