using System;
using System.Runtime.InteropServices;

namespace Sim.CoreEmulator.Memory;

/// <summary>
/// The translations of one mode (M, S, U, VS, VU; S and VS with SUM). They are kept over changes of privilege and, as a real TLB's, over changes of
/// page tables until a fence.
/// </summary>
internal sealed unsafe class TlbContext : IDisposable
{
    /// <summary>Pages for each kind of access; direct-mapped.</summary>
    public const int Entries = 256;

    private TlbEntry* _entries = (TlbEntry*)NativeMemory.AlignedAlloc((nuint)(3 * Entries * sizeof(TlbEntry)), 64);
    private readonly ushort[] _used = new ushort[3 * Entries];
    private int _usedCount;
    private bool _hasLarge;

    /// <summary>An empty one.</summary>
    /// <param name="index">Which of the hart's.</param>
    public TlbContext(int index)
    {
        Generation = (ulong)index;
        for (int i = 0; i < 3 * Entries; i++)
        {
            _entries[i].Tag = TlbEntry.Empty;
        }
    }

    /// <summary>Frees the entries of one that was not disposed of.</summary>
    ~TlbContext() => Free();

    /// <summary>Pages that loads may use.</summary>
    public TlbEntry* Loads => _entries;

    /// <summary>Pages that stores may use: writable, dirty, without decoded code.</summary>
    public TlbEntry* Stores => _entries + Entries;

    /// <summary>Pages that instructions may come from.</summary>
    public TlbEntry* Fetches => _entries + (2 * Entries);

    /// <summary>Changes whenever translations are dropped; no two contexts of a hart ever have the same.</summary>
    public ulong Generation { get; private set; }

    /// <summary>Puts a page in.</summary>
    /// <param name="table">Of loads, stores or fetches.</param>
    /// <param name="address">Virtual address.</param>
    /// <param name="host">Where the host has it.</param>
    /// <param name="isLarge">Whether the page is a piece of a larger one.</param>
    public void Install(TlbEntry* table, ulong address, byte* host, bool isLarge)
    {
        _hasLarge |= isLarge;
        TlbEntry* entry = table + ((address >> 12) & (Entries - 1));
        if (_usedCount == _used.Length)
        {
            Compact();
        }

        if (entry->Tag == TlbEntry.Empty)
        {
            _used[_usedCount++] = (ushort)(entry - _entries);
        }

        entry->Tag = address & ~0xFFFUL;
        entry->Addend = (nint)host - (nint)address;
    }

    /// <summary>Drops all. It costs what was put in since the last time.</summary>
    public void Flush()
    {
        if (_usedCount == 0)
        {
            return;
        }

        for (int i = 0; i < _usedCount; i++)
        {
            _entries[_used[i]].Tag = TlbEntry.Empty;
        }

        _usedCount = 0;
        _hasLarge = false;
        Generation += 8;
    }

    /// <summary>Drops the page of an address; all where the page may be a piece of a larger one.</summary>
    public void Flush(ulong address)
    {
        if (_hasLarge)
        {
            Flush();
            return;
        }

        ulong page = address & ~0xFFFUL;
        for (TlbEntry* entry = _entries + ((address >> 12) & (Entries - 1)); entry < _entries + (3 * Entries); entry += Entries)
        {
            if (entry->Tag == page)
            {
                entry->Tag = TlbEntry.Empty;
                Generation += 8;
            }
        }
    }

    /// <summary>Drops what stores may use: a page now holds decoded code.</summary>
    public void FlushStores()
    {
        for (int i = 0; i < Entries; i++)
        {
            Stores[i].Tag = TlbEntry.Empty;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    // Entries that were emptied one by one and used again are in the list more than once.
    private void Compact()
    {
        _usedCount = 0;
        for (int i = 0; i < 3 * Entries; i++)
        {
            if (_entries[i].Tag != TlbEntry.Empty)
            {
                _used[_usedCount++] = (ushort)i;
            }
        }
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_entries);
        _entries = null;
    }
}
