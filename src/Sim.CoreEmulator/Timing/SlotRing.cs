using System;
using System.Runtime.CompilerServices;

namespace Sim.CoreEmulator.Timing;

/// <summary>
/// A resource of which so many may be taken each cycle: the ports of a cache, units of a kind, a stage's width. It remembers a window of
/// cycles behind the latest one asked for; what lies before counts as free.
/// </summary>
internal sealed class SlotRing
{
    private readonly ulong[] _slots;
    private readonly int _width;
    private readonly ulong _mask;

    /// <summary>Makes one.</summary>
    /// <param name="width">How many may be taken each cycle, 1 to 255.</param>
    /// <param name="window">Cycles remembered, a power of 2.</param>
    public SlotRing(int width, int window = 4096)
    {
        _slots = new ulong[window];
        _width = width;
        _mask = (ulong)window - 1;
    }

    /// <summary>Takes one in the first cycle from the given one on that has one left.</summary>
    /// <returns>That cycle.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Take(long cycle)
    {
        // An entry is a cycle and how many were taken in it: cycle << 8 | taken.
        while (true)
        {
            ref ulong slot = ref _slots[(ulong)cycle & _mask];
            ulong tag = (ulong)cycle << 8;
            if (slot < tag)
            {
                slot = tag + 1;
                return cycle;
            }

            ulong taken = slot - tag;
            if (taken < (ulong)_width)
            {
                slot++;
                return cycle;
            }

            if (taken > byte.MaxValue)
            {
                return cycle;
            }

            cycle++;
        }
    }

    /// <summary>Takes one for several cycles, from the first cycle on in which all of them have one left.</summary>
    public long Take(long cycle, int cycles)
    {
        long first = Free(cycle, cycles);
        Occupy(first, cycles);
        return first;
    }

    /// <summary>The first cycle from the given one on that has one left; takes none.</summary>
    public long Free(long cycle)
    {
        while (IsFull(cycle))
        {
            cycle++;
        }

        return cycle;
    }

    /// <summary>The first cycle from the given one on with which so many cycles begin that each have one left; takes none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Free(long cycle, int cycles)
    {
        long first = Free(cycle);
        return cycles == 1 ? first : FreeRun(first, cycles);
    }

    /// <summary>Takes one in each of several cycles that have one left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Occupy(long cycle, int cycles)
    {
        for (int n = 0; n < cycles; n++)
        {
            Take(cycle + n);
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => Array.Clear(_slots);

    private long FreeRun(long first, int cycles)
    {
        int free = 1;
        while (free < cycles)
        {
            long next = Free(first + free);
            if (next == first + free)
            {
                free++;
            }
            else
            {
                first = next;
                free = 1;
            }
        }

        return first;
    }

    private bool IsFull(long cycle)
    {
        ulong slot = _slots[(ulong)cycle & _mask];
        ulong tag = (ulong)cycle << 8;
        return slot >= tag + (ulong)_width && slot - tag <= byte.MaxValue;
    }
}
