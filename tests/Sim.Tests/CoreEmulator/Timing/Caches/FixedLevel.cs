using System.Collections.Generic;
using Sim.CoreEmulator.Timing.Caches;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

/// <summary>A level below that takes the same time for each line and remembers what was asked.</summary>
internal sealed class FixedLevel(int latency) : IMemoryLevel
{
    public List<(ulong Address, long Cycle, bool IsPrefetch)> Reads { get; } = [];

    public List<(ulong Address, long Cycle, bool IsDirty)> Writes { get; } = [];

    public CacheAnswer Read(ulong address, ulong pc, long cycle, bool isPrefetch)
    {
        Reads.Add((address, cycle, isPrefetch));
        return new CacheAnswer(cycle + latency, ServedBy.Memory);
    }

    public void Write(ulong address, long cycle, bool isDirty) => Writes.Add((address, cycle, isDirty));
}
