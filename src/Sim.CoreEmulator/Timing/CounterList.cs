using System;
using System.Collections.Generic;

namespace Sim.CoreEmulator.Timing;

/// <summary>Counts by name, as a measurement shows them: <c>l1d_misses</c>.</summary>
internal sealed class CounterList
{
    private readonly List<(string Name, long Value)> _counters = [];

    /// <summary>The counts in the order in which they were added.</summary>
    public IReadOnlyList<(string Name, long Value)> All => _counters;

    /// <summary>The count at a place in that order.</summary>
    public long this[int place] => _counters[place].Value;

    /// <summary>Where a count is in that order; negative where it is not.</summary>
    public int PlaceOf(string name) => _counters.FindIndex(counter => string.Equals(counter.Name, name, StringComparison.Ordinal));

    /// <summary>Forgets all, to be filled anew.</summary>
    public void Clear() => _counters.Clear();

    /// <summary>Adds one.</summary>
    public void Add(string name, long value) => _counters.Add((name, value));
}
