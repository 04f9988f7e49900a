using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>The functional units of a core: for each operation which ones do it, how long it takes, when the next can begin.</summary>
internal sealed class UnitPool
{
    private const int Operations = (int)OperationKind.Nothing + 1;
    private readonly SlotRing?[] _rings = new SlotRing?[Operations];
    private readonly int[] _latencies = new int[Operations];
    private readonly int[] _intervals = new int[Operations];

    /// <summary>Builds them.</summary>
    public UnitPool(IReadOnlyList<UnitConfiguration> units)
    {
        Array.Fill(_latencies, 1);
        Array.Fill(_intervals, 1);
        foreach (UnitConfiguration unit in units)
        {
            SlotRing ring = new(unit.Count);
            foreach (int operation in unit.Operations.Select(operation => (int)operation))
            {
                // An operation that several entries name is done by the first of them.
                if (_rings[operation] is null)
                {
                    _rings[operation] = ring;
                    _latencies[operation] = unit.Latency;
                    _intervals[operation] = unit.Interval;
                }
            }
        }
    }

    /// <summary>Cycles from operands to result.</summary>
    public int Latency(OperationKind operation) => _latencies[(int)operation];

    /// <summary>Takes a unit.</summary>
    /// <returns>The first cycle from the given one on in which one is free.</returns>
    public long Take(OperationKind operation, long cycle)
    {
        SlotRing? ring = _rings[(int)operation];
        if (ring is null)
        {
            return cycle;
        }

        int interval = _intervals[(int)operation];
        return interval == 1 ? ring.Take(cycle) : ring.Take(cycle, interval);
    }

    /// <summary>Takes a unit, and a slot of an issue queue, in the same cycle.</summary>
    public long Take(OperationKind operation, SlotRing issue, long cycle)
    {
        SlotRing? ring = _rings[(int)operation];
        if (ring is null)
        {
            return issue.Take(cycle);
        }

        int interval = _intervals[(int)operation];
        while (true)
        {
            long free = ring.Free(issue.Free(cycle), interval);
            if (issue.Free(free) == free)
            {
                ring.Occupy(free, interval);
                return issue.Take(free);
            }

            cycle = free + 1;
        }
    }
}
