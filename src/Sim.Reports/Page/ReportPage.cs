using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Sim.Kernel.Results;
using Sim.Reports.Charts;
using Sim.Reports.Results;
using Sim.Reports.Sections;

namespace Sim.Reports.Page;

/// <summary>The page: its frame, and the order of its sections.</summary>
internal static class ReportPage
{
    private static readonly ReportSection[] OfComparison =
    [
        new("answer", "The answer in a few words", ComparedAnswerSection.Render),
        new("metrics", "Metric by metric", ComparedChartsSection.Render),
        new("memory", "What overcommitted memory costs", ComparedMemorySection.Render, ComparedMemorySection.IsShown),
        new("fairness", "Fairness", ComparedFairnessSection.Render, ComparedFairnessSection.IsShown),
        new("tradeoff", "Throughput against latency", ComparedTradeoffSection.Render, ComparedTradeoffSection.IsShown),
        new("latency", "Latencies", ComparedLatencySection.Render, ComparedLatencySection.IsShown),
        new("differences", "Which differences are real", ComparedTableSection.Render),
        new("inputs", "What was read", InputsSection.Render),
        new("scenario", "The first variant's scenario as resolved", ScenarioSection.Render),
        new("run", "About this comparison", RunSection.Render),
        new("files", "All tables and their columns", FilesSection.Render),
    ];

    private static readonly ReportSection[] OfRun =
    [
        new("answer", "The answer in a few numbers", AnswerSection.Render),
        new("objectives", "Service objectives", ObjectivesSection.Render),
        new("cluster", "The cluster over time", ClusterSection.Render),
        new("hosts", "Every host over time", HeatMapSection.Render),
        new("memory", "Memory", MemorySection.Render, MemorySection.IsShown),
        new("memory-losses", "What memory cost whom", MemoryLossesSection.Render, page => page.Reader.Has("memory_losses")),
        new("states", "What vCPUs did with their time", VmStatesSection.Render, VmStatesSection.IsShown),
        new("latencies", "How long waking and working took", LatencySection.Render, LatencySection.IsShown),
        new("pcpus", "What each pCPU did", PcpusSection.Render, PcpusSection.IsShown),
        new("timeline", "Who ran where, moment by moment", TimelineSection.Render, page => page.Reader.Has("timeline")),
        new("ready", "How long VMs waited for a core", ReadySection.Render),
        new("worst-vms", "The VMs that waited most", WorstVmsSection.Render),
        new("worst-hosts", "The most contended hosts", WorstHostsSection.Render),
        new("unplaced", "VMs that fit nowhere", UnplacedSection.Render),
        new("inputs", "What was read", InputsSection.Render),
        new("scenario", "The scenario as resolved", ScenarioSection.Render),
        new("run", "About this run", RunSection.Render),
        new("files", "All tables and their columns", FilesSection.Render),
    ];

    /// <summary>Renders the page of a result folder.</summary>
    public static string Render(ResultReader reader, Assets assets)
    {
        PageContext page = new(reader);
        ReportSection[] sections = Sections(reader);
        Head(page, assets);
        Title(page, sections);
        RemarksSection.Render(page);
        foreach (ReportSection section in sections)
        {
            page.Html.Add($"<section id=\"{section.Id}\" aria-labelledby=\"{section.Id}-heading\">\n<h2 id=\"{section.Id}-heading\">{section.Heading}</h2>\n");
            section.Render(page);
            page.Html.Add("</section>\n");
        }

        Foot(page, assets);
        return page.Html.ToString();
    }

    // Asked of a page of its own: what a section says of a missing table must not stand at the top.
    private static ReportSection[] Sections(ResultReader reader)
    {
        PageContext probe = new(reader);
        ReportSection[] all = reader.Has(ComparedMetrics.TableName) ? OfComparison : OfRun;
        return [.. all.Where(section => section.IsShown is null || section.IsShown(probe))];
    }

    private static void Head(PageContext page, Assets assets)
    {
        // The policy lets the page's one script run and nothing else load: a name from a trace that got past the escaping
        // could still not do anything.
        page.Html.Add($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src '{assets.ScriptHash()}'; style-src 'unsafe-inline'; img-src data:">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{page.Manifest.Name} – Sim report</title>
            <style>

            """);
        page.Html.Raw(assets.Style);
        page.Html.Add("</style>\n</head>\n<body>\n");
    }

    private static void Title(PageContext page, ReportSection[] sections)
    {
        RunManifest run = page.Manifest;
        page.Html.Add($"<header>\n<div class=\"bar\"><p class=\"kicker\">Sim report</p><button id=\"theme\" type=\"button\">Switch colours</button></div>\n<h1>{run.Name}</h1>\n");
        if (run.Question.Length > 0)
        {
            page.Html.Add($"<p class=\"question\">{run.Question}</p>\n");
        }

        double hours = page.Summary["duration_h"];
        string simulated = double.IsNaN(hours) ? "" : $"{Human.Duration(hours * 3600)} simulated, ";
        page.Html.Add($"<p class=\"facts\">{simulated}{run.Resolution} resolution, seed {run.Seed}, Sim {run.ToolVersion}</p>\n");
        page.Html.Add("<nav aria-label=\"Sections\"><ul>\n");
        foreach (ReportSection section in sections)
        {
            page.Html.Add($"<li><a href=\"#{section.Id}\">{section.Heading}</a></li>\n");
        }

        page.Html.Add("</ul></nav>\n</header>\n<main>\n");
    }

    private static void Foot(PageContext page, Assets assets)
    {
        page.Html.Add("</main>\n<footer><p>Built by Sim from the files in this folder; it needs no network. ")
            .Add("<code>sim report</code> with this folder's name builds it again.</p></footer>\n")
            .Add("<noscript><p class=\"none\">The charts need JavaScript; everything else on this page does not.</p></noscript>\n")
            .Add("<script type=\"application/json\" id=\"charts\">");
        // The default encoder writes < > & as \u escapes, so no name can end the script element.
        page.Html.Raw(JsonSerializer.Serialize<IReadOnlyList<Chart>>(page.Charts, ChartJson.Default.IReadOnlyListChart));
        page.Html.Add("</script>\n<script>").Raw(assets.Script).Add("</script>\n</body>\n</html>\n");
    }
}
