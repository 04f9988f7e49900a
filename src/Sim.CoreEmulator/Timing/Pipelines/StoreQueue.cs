using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Sim.CoreEmulator.Timing.Pipelines;

/// <summary>The stores of an out-of-order core from renaming to the cache: where loads find what they wrote.</summary>
/// <remarks>A table by 8 bytes of address names the last store there, so that a load need not look at all of them.</remarks>
internal sealed class StoreQueue
{
    private const int Places = 4096;
    private const int GrainBits = 3;
    private readonly int _entries;
    private readonly Entry[] _stores;
    private readonly long[] _last = new long[Places];

    /// <summary>With so many entries.</summary>
    public StoreQueue(int entries)
    {
        _entries = entries;
        _stores = new Entry[BitOperations.RoundUpToPowerOf2((uint)entries)];
    }

    /// <summary>Stores so far.</summary>
    public long Number { get; private set; }

    /// <summary>When the next store finds an entry.</summary>
    public long Free => _stores[(Number - _entries) & (_stores.Length - 1)].Drained;

    /// <summary>When the last store is in the cache.</summary>
    public long Drained { get; private set; }

    /// <summary>The youngest store before that wrote some of the bytes of a load and may be in the queue; -1 for none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long Find(ulong address, int size)
    {
        long number = _last[Place(address)];
        if (((address ^ (address + (ulong)size - 1)) >> GrainBits) != 0)
        {
            number = Math.Max(number, _last[Place(address + (ulong)size - 1)]);
        }

        number--;
        if (number < 0 || number < Number - _entries)
        {
            return -1;
        }

        ref readonly Entry store = ref Of(number);
        bool overlaps = address < store.Address + store.Size && store.Address < address + (ulong)size;
        return overlaps ? number : -1;
    }

    /// <summary>A store of the queue.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly Entry Of(long number) => ref _stores[number & (_stores.Length - 1)];

    /// <summary>Adds a store.</summary>
    public void Add(in Entry store)
    {
        ref Entry entry = ref _stores[Number & (_stores.Length - 1)];
        entry = store;

        // Entries are given up in order.
        Drained = Math.Max(Drained, store.Drained);
        entry.Drained = Drained;
        Number++;
        _last[Place(store.Address)] = Number;
        if (((store.Address ^ (store.Address + store.Size - 1)) >> GrainBits) != 0)
        {
            _last[Place(store.Address + store.Size - 1)] = Number;
        }
    }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        Array.Clear(_stores);
        Array.Clear(_last);
        Number = 0;
        Drained = 0;
    }

    private static int Place(ulong address) => (int)((address >> GrainBits) & (Places - 1));

    /// <summary>A store.</summary>
    internal struct Entry
    {
        /// <summary>Its virtual address.</summary>
        public ulong Address;

        /// <summary>Its bytes.</summary>
        public byte Size;

        /// <summary>Its instruction.</summary>
        public ulong Pc;

        /// <summary>When its address is known.</summary>
        public long Known;

        /// <summary>When its data are known.</summary>
        public long Data;

        /// <summary>When it is in the cache.</summary>
        public long Drained;
    }
}
