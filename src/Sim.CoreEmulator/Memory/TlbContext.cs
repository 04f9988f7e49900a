using System;
using System.Runtime.InteropServices;

namespace Sim.CoreEmulator.Memory;

/// <summary>
/// The translations of one mode (M, S, U, VS, VU). They are kept over changes of privilege and, as a real TLB's, over changes of
/// page tables until a fence.
/// </summary>
internal sealed unsafe class TlbContext : IDisposable
{
    /// <summary>Pages for each kind of access; direct-mapped.</summary>
    public const int Entries = 256;

    private TlbEntry* _entries = (TlbEntry*)NativeMemory.AlignedAlloc((nuint)(3 * Entries * sizeof(TlbEntry)), 64);
    private bool _isEmpty;

    /// <summary>An empty one.</summary>
    /// <param name="index">Which of the hart's.</param>
    public TlbContext(int index)
    {
        Generation = (ulong)index;
        Flush();
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
    public void Install(TlbEntry* table, ulong address, byte* host)
    {
        _isEmpty = false;
        TlbEntry* entry = table + ((address >> 12) & (Entries - 1));
        ulong page = address & ~0xFFFUL;
        entry->Tag = page;
        entry->Addend = (nint)host - (nint)address;
    }

    /// <summary>Drops all.</summary>
    public void Flush()
    {
        if (_isEmpty)
        {
            return;
        }

        for (int i = 0; i < 3 * Entries; i++)
        {
            _entries[i].Tag = TlbEntry.Empty;
        }

        _isEmpty = true;
        Generation += 8;
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

    private void Free()
    {
        NativeMemory.AlignedFree(_entries);
        _entries = null;
    }
}
