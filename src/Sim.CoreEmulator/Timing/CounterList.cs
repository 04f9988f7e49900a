using System.Collections.Generic;

namespace Sim.CoreEmulator.Timing;

/// <summary>Counts by name, as a measurement shows them: <c>l1d_misses</c>.</summary>
internal sealed class CounterList
{
    private readonly List<(string Name, long Value)> _counters = [];

    /// <summary>The counts in the order in which they were added.</summary>
    public IReadOnlyList<(string Name, long Value)> All => _counters;

    /// <summary>Adds one.</summary>
    public void Add(string name, long value) => _counters.Add((name, value));
}
