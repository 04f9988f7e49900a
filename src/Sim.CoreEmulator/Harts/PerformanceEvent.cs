using System.Collections.Generic;

namespace Sim.CoreEmulator.Harts;

/// <summary>What a programmable performance counter can count.</summary>
/// <param name="Code">What mhpmevent holds to select it.</param>
/// <param name="Name">Its name, Linux perf's where perf has one.</param>
/// <param name="Counts">What of a timed core's counts and cycles it is the sum of, by the names that <c>sim core run</c> prints.</param>
/// <param name="Help">What that means.</param>
internal sealed record PerformanceEvent(ulong Code, string Name, IReadOnlyList<string> Counts, string Help)
{
    /// <summary>Its place among <see cref="PerformanceEvents.All"/>.</summary>
    public int Index { get; init; }
}
