using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Results;
using Sim.Reports.Charts;
using Sim.Reports.Results;

namespace Sim.Reports.Page;

/// <summary>What a section writes with: the folder it reads, the page so far, and the charts the script is to draw.</summary>
internal sealed class PageContext(ResultReader reader)
{
    private readonly List<Chart> _charts = [];

    /// <summary>The result folder.</summary>
    public ResultReader Reader => reader;

    /// <summary>The folder's manifest.</summary>
    public RunManifest Manifest => reader.Manifest;

    /// <summary>The page so far.</summary>
    public Html Html { get; } = new();

    /// <summary>The headline figures.</summary>
    public Summary Summary { get; } = Summary.Read(reader);

    /// <summary>The charts placed so far, in the page's order.</summary>
    public IReadOnlyList<Chart> Charts => _charts;

    /// <summary>Reads a table if the folder has it with all these columns; otherwise says so in the page and returns null.</summary>
    public ResultTable? Table(string name, string shows, params ReadOnlySpan<string> columns)
    {
        if (!reader.Has(name))
        {
            Nothing($"This run wrote no {name}.csv, so {shows} cannot be shown.");
            return null;
        }

        string[] missing = [.. columns.ToArray().Except(reader.ColumnsOf(name), StringComparer.Ordinal)];
        if (missing.Length == 0)
        {
            return reader.Read(name);
        }

        Nothing($"{name}.csv has no column {string.Join(", ", missing)}, so {shows} cannot be shown.");
        return null;
    }

    /// <summary>Says why there is nothing to show.</summary>
    public void Nothing(string sentence) => Html.Add($"<p class=\"none\">{sentence}</p>\n");

    /// <summary>Places a chart: heading, drawing area, caption, and the same in words.</summary>
    public void Place(Chart chart)
    {
        _charts.Add(chart);
        string labelId = chart.Id + "-title";
        Html.Add($"<figure class=\"chart\" aria-labelledby=\"{labelId}\">\n<h3 id=\"{labelId}\">{chart.Title}</h3>\n");
        Html.Add($"<div class=\"plot\" id=\"{chart.Id}\" role=\"img\" aria-label=\"{chart.Summary}\" style=\"height:{chart.Height}px\"></div>\n");
        Html.Add("<figcaption>");
        if (chart.Caption.Length > 0)
        {
            Html.Add($"<p>{chart.Caption}</p>");
        }

        Html.Add($"<details><summary>In words</summary><p>{chart.Summary}</p></details></figcaption>\n</figure>\n");
    }
}
