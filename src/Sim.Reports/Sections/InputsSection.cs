using System.Globalization;
using System.Linq;
using Sim.Kernel.Results;
using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>Every file the run read, and how many rows of them it had to skip.</summary>
internal static class InputsSection
{
    private const int ShortHash = 12;

    public static void Render(PageContext page)
    {
        double skipped = page.Summary["trace_rows_skipped"];
        if (skipped > 0)
        {
            page.Html.Add($"<p class=\"warn\"><strong>{Human.Count(skipped, "trace row")}</strong> could not be read and left out, as the scenario allows (lenient reading).</p>\n");
        }
        else if (skipped is 0)
        {
            page.Html.Add("<p>No trace row was skipped.</p>\n");
        }

        if (page.Manifest.Inputs.Count == 0)
        {
            page.Nothing("run.json names no input files.");
            return;
        }

        DataTable.Begin(page.Html, "Files read", "file", "#size", "SHA-256");
        foreach (InputFile input in page.Manifest.Inputs)
        {
            string hash = input.Sha256.Length > ShortHash ? input.Sha256[..ShortHash] + "…" : input.Sha256;
            page.Html.Add($"<tr><td><code>{input.Path}</code></td><td class=\"num\">{Human.Bytes(input.Bytes)}</td><td><code title=\"{input.Sha256}\">{hash}</code></td></tr>\n");
        }

        DataTable.End(page.Html);
        page.Html.Add("<p class=\"fine\">The full hashes are in <a href=\"run.json\">run.json</a>.</p>\n");
        RenderCosts(page);
    }

    private static void RenderCosts(PageContext page)
    {
        if (page.Manifest.Costs.Count == 0)
        {
            return;
        }

        DataTable.Begin(page.Html, "Constants taken from a cost table", "constant", "#ns", "#default, ns", "table", "core", "rows");
        foreach (TakenCost cost in page.Manifest.Costs)
        {
            string rows = string.Join("; ", cost.Rows.Select(row => string.Create(
                CultureInfo.InvariantCulture, $"{row.Times} x {row.Section} {row.Parameters} {row.Mode}: {row.Cycles:0.#} cycles")));
            page.Html.Add($"<tr><td><code>{cost.Key}</code></td><td class=\"num\">{cost.Nanoseconds}</td><td class=\"num\">{cost.DefaultNanoseconds}</td><td><code>{cost.Table}</code></td><td>{cost.Core}</td><td>{rows}</td></tr>\n");
        }

        DataTable.End(page.Html);
    }
}
