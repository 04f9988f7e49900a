using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;

namespace Sim.Hosts.Interval;

/// <summary>What one VM's memory came to over its stay, warm-up left out.</summary>
public sealed class VmMemoryTotals
{
    private readonly double[] _sums = new double[MemorySeries.VmColumns];

    /// <summary>Steps in which it was powered on.</summary>
    public int Steps { get; internal set; }

    /// <summary>The most memory it had in the host's swap, in MiB.</summary>
    public double SwappedMibMax { get; internal set; }

    /// <summary>Accesses that did not find their page, in pages.</summary>
    public GuestFaults Faults { get; internal set; }

    /// <summary>vCPU time that stood still, by reason, in seconds.</summary>
    public MemoryStalls Stalls { get; internal set; }

    /// <summary>vCPU time of work that found no time beside the waiting, by what the waiting was for, in seconds.</summary>
    public MemoryStalls Lost { get; internal set; }

    /// <summary>How many times as long its work took as it would have without a fault; 1: no slower; NaN: it never got to work.</summary>
    public double Slowdown => Sum(MemoryColumn.Done) > 0 ? 1 + (Stalls.Sum / Sum(MemoryColumn.Done)) : Stalls.Sum > 0 ? double.NaN : 1;

    /// <summary>Sum of a column over the steps.</summary>
    public double Sum(MemoryColumn column) => _sums[(int)column];

    /// <summary>Mean of a column over the steps; NaN where it was never on.</summary>
    public double Mean(MemoryColumn column) => Steps > 0 ? _sums[(int)column] / Steps : double.NaN;

    // The same values for so many steps.
    internal void Add(System.ReadOnlySpan<double> values, int steps = 1)
    {
        Steps += steps;
        for (int i = 0; i < _sums.Length; i++)
        {
            _sums[i] += steps * values[i];
        }

        SwappedMibMax = System.Math.Max(SwappedMibMax, values[(int)MemoryColumn.Swapped]);
    }
}
