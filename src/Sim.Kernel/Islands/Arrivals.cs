using System;
using System.Collections.Generic;

namespace Sim.Kernel.Islands;

/// <summary>The islands that got messages, and when the first of each arrives.</summary>
internal sealed class Arrivals
{
    private readonly long[] _firsts;

    /// <summary>None yet.</summary>
    public Arrivals(int islands)
    {
        _firsts = new long[islands];
        Array.Fill(_firsts, long.MaxValue);
    }

    /// <summary>The islands, each once.</summary>
    public List<int> Islands { get; } = [];

    /// <summary>Notes a message.</summary>
    public void Note(int island, long time)
    {
        ref long first = ref _firsts[island];
        if (first == long.MaxValue)
        {
            Islands.Add(island);
        }

        first = Math.Min(first, time);
    }

    /// <summary>When the first message to the island arrives, in nanoseconds; forgets it.</summary>
    public long Take(int island)
    {
        long first = _firsts[island];
        _firsts[island] = long.MaxValue;
        return first;
    }
}
