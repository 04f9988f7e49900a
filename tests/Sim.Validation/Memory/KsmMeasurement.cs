using System.Collections.Generic;

namespace Sim.Validation.Memory;

/// <summary>What the kernel did with a mix.</summary>
/// <param name="Passes">The counters after each pass.</param>
/// <param name="TickSeconds">The kernel's tick.</param>
/// <param name="MostSharers">max_page_sharing.</param>
/// <param name="NotRun">Why there is nothing; null where there is.</param>
internal sealed record KsmMeasurement(IReadOnlyList<KsmPass> Passes, double TickSeconds, int MostSharers, string? NotRun);
