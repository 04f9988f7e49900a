using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>The scenario with everything filled in.</summary>
internal static class ScenarioSection
{
    public static void Render(PageContext page)
    {
        if (page.Manifest.Scenario.Length == 0)
        {
            page.Nothing("run.json holds no scenario.");
            return;
        }

        page.Html.Add("<p>Base files merged, command-line settings applied, defaults filled in.</p>\n");
        page.Html.Add($"<details><summary>Show the scenario</summary>\n<pre tabindex=\"0\">{page.Manifest.Scenario}</pre>\n</details>\n");
    }
}
