using System.Collections.Generic;
using Sim.CoreEmulator.Machines;

namespace Sim.CoreEmulator.Timing.Regions;

/// <summary>What came of timing a region.</summary>
/// <param name="Rows">Each pass; none where the program never came there.</param>
/// <param name="Outcome">How the program ended; null where it could go on.</param>
internal sealed record RegionResult(IReadOnlyList<RegionRow> Rows, RunOutcome? Outcome);
