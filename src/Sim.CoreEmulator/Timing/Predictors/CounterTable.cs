using System;
using System.Numerics;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Saturating counters: taken from the middle up. Each starts just below it.</summary>
internal sealed class CounterTable
{
    private readonly byte[] _counters;
    private readonly byte _top;
    private readonly byte _middle;

    /// <summary>Builds one.</summary>
    /// <param name="entries">How many; the next power of 2.</param>
    /// <param name="bits">Bits of each.</param>
    public CounterTable(int entries, int bits)
    {
        _counters = new byte[BitOperations.RoundUpToPowerOf2((uint)entries)];
        _top = (byte)((1 << bits) - 1);
        _middle = (byte)(1 << (bits - 1));
        StorageBits = (long)_counters.Length * bits;
        Forget();
    }

    /// <summary>Bits of storage.</summary>
    public long StorageBits { get; }

    /// <summary>Bits of an index.</summary>
    public int IndexBits => BitOperations.Log2((uint)_counters.Length);

    /// <summary>Whether a counter says taken. Bits of the index beyond the table do not count.</summary>
    public bool this[uint index] => _counters[index & (uint)(_counters.Length - 1)] >= _middle;

    /// <summary>Moves a counter one up or down.</summary>
    public void Learn(uint index, bool taken)
    {
        ref byte counter = ref _counters[index & (uint)(_counters.Length - 1)];
        if (taken)
        {
            counter += counter < _top ? (byte)1 : (byte)0;
        }
        else
        {
            counter -= counter > 0 ? (byte)1 : (byte)0;
        }
    }

    /// <summary>All as they were at the start.</summary>
    public void Forget() => Fill(above: false);

    /// <summary>All just above the middle, or just below it.</summary>
    public void Fill(bool above) => Array.Fill(_counters, (byte)(above ? _middle : _middle - 1));
}
