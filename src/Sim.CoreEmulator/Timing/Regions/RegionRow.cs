using System.Collections.Generic;

namespace Sim.CoreEmulator.Timing.Regions;

/// <summary>A pass through a region.</summary>
/// <param name="Begin">Steps of the machine before it.</param>
/// <param name="Cores">What each core did in its timed part.</param>
/// <param name="End">Why it ended.</param>
internal sealed record RegionRow(ulong Begin, IReadOnlyList<CoreMeasures> Cores, RegionEnd End);
