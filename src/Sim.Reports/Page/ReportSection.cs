using System;

namespace Sim.Reports.Page;

/// <summary>A part of the page with a heading of its own.</summary>
/// <param name="Id">Its anchor.</param>
/// <param name="Heading">Its heading, also in the list at the top.</param>
/// <param name="Render">Writes what stands under the heading.</param>
/// <param name="IsShown">Whether a page has it; null for always.</param>
internal sealed record ReportSection(string Id, string Heading, Action<PageContext> Render, Func<PageContext, bool>? IsShown = null);
