using Sim.Hosts.Memory.Guests;

namespace Sim.Hosts.Memory;

/// <summary>What is measured of one VM's memory since the warm-up. Amounts are in pages, times in seconds.</summary>
public sealed class VmMemoryMeasures
{
    /// <summary>Accesses that did not find their page.</summary>
    public GuestFaults Faults { get; internal set; }

    /// <summary>Where its balloon got its pages.</summary>
    public GuestReclaim Reclaimed { get; internal set; }

    /// <summary>Pages written to the host's swap.</summary>
    public double SwapOuts { get; internal set; }

    /// <summary>Pages compressed.</summary>
    public double Compressions { get; internal set; }

    /// <summary>vCPU time that it would have run without a fault.</summary>
    public double BusySeconds { get; internal set; }

    /// <summary>Of that, what it did run: the rest found no time beside the faults.</summary>
    public double DoneSeconds { get; internal set; }

    /// <summary>vCPU time in which it stood still, by reason.</summary>
    public MemoryStalls Stalls { get; internal set; }

    /// <summary>How many times as long its work took as it would have without a fault; 1: no slower; infinity: it got nothing done.</summary>
    public double Slowdown => Stalls.Sum > 0 ? (DoneSeconds + Stalls.Sum) / DoneSeconds : 1;

    internal void Clear()
    {
        (Faults, Reclaimed, Stalls) = (default, default, default);
        (SwapOuts, Compressions, BusySeconds, DoneSeconds) = (0, 0, 0, 0);
    }
}
