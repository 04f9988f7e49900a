using System;
using System.Numerics;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>Entries that are taken and given up in program order: remembers when each was given up.</summary>
internal sealed class OrderRing(int entries)
{
    private readonly long[] _times = new long[BitOperations.RoundUpToPowerOf2((uint)entries)];
    private long _number;

    /// <summary>When the next finds an entry.</summary>
    public long Free => _times[(_number - entries) & (_times.Length - 1)];

    /// <summary>Takes an entry that is given up at a cycle.</summary>
    public void Add(long cycle) => _times[_number++ & (_times.Length - 1)] = cycle;

    /// <summary>Empties it.</summary>
    public void Clear() => Array.Clear(_times);
}
