using System;
using System.Collections.Generic;
using System.Diagnostics;
using Sim.Kernel.Results;

namespace Sim.Experiments;

/// <summary>Measures the phases of a run: wall time and managed allocations of the whole process.</summary>
public sealed class PhaseClock
{
    private readonly List<PhaseTime> _phases = [];

    /// <summary>The phases so far, in order.</summary>
    public IReadOnlyList<PhaseTime> Phases => _phases;

    /// <summary>Does a phase and measures it.</summary>
    public T Measure<T>(string name, Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        long started = Stopwatch.GetTimestamp();
        long allocated = GC.GetTotalAllocatedBytes();
        T result = work();
        _phases.Add(new PhaseTime(name, Stopwatch.GetElapsedTime(started).TotalSeconds, GC.GetTotalAllocatedBytes() - allocated));
        return result;
    }

    /// <summary>Does a phase without a result and measures it.</summary>
    public void Measure(string name, Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        Measure(name, () =>
        {
            work();
            return true;
        });
    }
}
