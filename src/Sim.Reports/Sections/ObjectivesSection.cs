using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>Each service objective: what was asked, what was found, and whether that meets it.</summary>
internal static class ObjectivesSection
{
    public static void Render(PageContext page)
    {
        Objectives? objectives = Objectives.Read(page.Reader);
        if (objectives is null or { Count: 0 })
        {
            page.Nothing("The scenario states no service objectives (slo:), so nothing was judged.");
            return;
        }

        DataTable.Begin(page.Html, "Service objectives", "objective", "#found", "verdict");
        for (int row = 0; row < objectives.Count; row++)
        {
            (string slo, string found, bool met) = objectives[row];
            page.Html.Add($"<tr><td><code>{slo}</code></td><td class=\"num\">{found}</td>");
            page.Html.Add($"<td><span class=\"verdict {(met ? "good" : "bad")}\">{(met ? "✓ met" : "✗ missed")}</span></td></tr>\n");
        }

        DataTable.End(page.Html);
    }
}
