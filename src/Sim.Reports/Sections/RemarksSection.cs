using System;
using Sim.Kernel.Results;
using Sim.Reports.Page;

namespace Sim.Reports.Sections;

/// <summary>What the reader should know before trusting a number.</summary>
internal static class RemarksSection
{
    public static void Render(PageContext page)
    {
        if (page.Manifest.Remarks.Count == 0)
        {
            page.Html.Add("<p class=\"remarks calm\">The run raised no warnings about its own results.</p>\n");
            return;
        }

        page.Html.Add("<section class=\"remarks\" aria-labelledby=\"remarks-heading\">\n<h2 id=\"remarks-heading\">Before you trust these numbers</h2>\n<ul>\n");
        foreach (Remark remark in page.Manifest.Remarks)
        {
            string kind = string.Equals(remark.Severity, "warning", StringComparison.OrdinalIgnoreCase) ? "warning" : "note";
            page.Html.Add($"<li class=\"{kind}\"><span class=\"badge\">{kind}</span> {remark.Text} <span class=\"id\">{remark.Id}</span></li>\n");
        }

        page.Html.Add("</ul>\n</section>\n");
    }
}
