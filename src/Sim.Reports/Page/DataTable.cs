using System.Collections.Generic;

namespace Sim.Reports.Page;

/// <summary>A table in the page: it scrolls by itself where the screen is narrower than it is.</summary>
internal static class DataTable
{
    /// <summary>Begins a table.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="label">What it holds, for those who cannot see it.</param>
    /// <param name="headings">The column headings; a heading that starts with <c>#</c> heads numbers.</param>
    public static void Begin(Html html, string label, params IReadOnlyList<string> headings)
    {
        html.Add($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\"><table>\n<thead><tr>");
        foreach (string heading in headings)
        {
            if (heading.StartsWith('#'))
            {
                html.Add($"<th scope=\"col\" class=\"num\">{heading[1..]}</th>");
            }
            else
            {
                html.Add($"<th scope=\"col\">{heading}</th>");
            }
        }

        html.Add("</tr></thead>\n<tbody>\n");
    }

    /// <summary>Ends the table.</summary>
    public static void End(Html html) => html.Add("</tbody></table></div>\n");
}
