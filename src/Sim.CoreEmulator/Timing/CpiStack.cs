using System;
using System.Runtime.CompilerServices;

namespace Sim.CoreEmulator.Timing;

/// <summary>Cycles by what they were spent on. They add up to all cycles.</summary>
internal sealed class CpiStack
{
    /// <summary>How many components there are.</summary>
    public const int Components = (int)CpiComponent.Idle + 1;

    private readonly long[] _cycles = new long[Components];

    /// <summary>All cycles.</summary>
    public long Total
    {
        get
        {
            long sum = 0;
            foreach (long cycles in _cycles)
            {
                sum += cycles;
            }

            return sum;
        }
    }

    /// <summary>Cycles of one component.</summary>
    public long this[CpiComponent component] => _cycles[(int)component];

    /// <summary>Adds cycles to a component.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(CpiComponent component, long cycles) => _cycles[(int)component] += cycles;

    /// <summary>A copy by component.</summary>
    public long[] ToArray() => (long[])_cycles.Clone();

    /// <summary>Starts from 0.</summary>
    public void Clear() => Array.Clear(_cycles);
}
