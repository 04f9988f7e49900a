using System;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;

namespace Sim.CoreEmulator.Memory;

/// <summary>A hart's access to virtual memory: translations that were asked for are kept in a TLB, the rest goes the long way.</summary>
internal sealed unsafe class Mmu : IDisposable
{
    private const int PageSize = 4096;
    private readonly Hart _hart;
    private readonly TlbContext[] _contexts = new TlbContext[7];
    private TlbContext _fetches;
    private IMemoryObserver? _observer;

    /// <summary>With nothing translated yet.</summary>
    public Mmu(Hart hart)
    {
        _hart = hart;
        Walker = new PageWalker(hart);
        for (int i = 0; i < _contexts.Length; i++)
        {
            _contexts[i] = new TlbContext(i);
        }

        _fetches = _contexts[0];
    }

    /// <summary>Page tables and physical memory protection.</summary>
    public PageWalker Walker { get; }

    /// <summary>As whom loads and stores are made.</summary>
    public AccessMode DataMode { get; private set; }

    /// <summary>As whom instructions are fetched.</summary>
    public AccessMode FetchMode { get; private set; }

    /// <summary>Why the last access failed.</summary>
    public TrapInfo Fault { get; private set; }

    /// <summary>Changes with the mode that fetches, and whenever its translations are dropped.</summary>
    public ulong FetchGeneration => _fetches.Generation;

    /// <summary>Who sees each access; null for nobody.</summary>
    public IMemoryObserver? Observer
    {
        get => _observer;
        set
        {
            _observer = value;
            FlushAll();
        }
    }

    /// <summary>Takes the effective privilege of accesses from the hart anew.</summary>
    public void ModeChanged()
    {
        FetchMode = new AccessMode(_hart.Privilege, _hart.Virtual);
        DataMode = _hart.Csrs.DataMode;
        _fetches = _contexts[FetchMode.Index];
        _hart.State->Fetches = _fetches.Fetches;
        TlbContext data = DataContext(DataMode);
        _hart.State->Loads = data.Loads;
        _hart.State->Stores = data.Stores;
    }

    /// <summary>Drops all translations.</summary>
    public void FlushAll()
    {
        Walker.ForgetGuestTables();
        foreach (TlbContext context in _contexts)
        {
            context.Flush();
        }
    }

    /// <summary>Drops the translations of U and S modes without virtualisation.</summary>
    public void FlushHost()
    {
        _contexts[1].Flush();
        _contexts[2].Flush();
        _contexts[5].Flush();
    }

    /// <summary>Drops the translations of one address in U and S modes without virtualisation.</summary>
    public void FlushHost(ulong address)
    {
        _contexts[1].Flush(address);
        _contexts[2].Flush(address);
        _contexts[5].Flush(address);
    }

    /// <summary>Drops the translations of VS and VU modes.</summary>
    public void FlushGuest()
    {
        _contexts[3].Flush();
        _contexts[4].Flush();
        _contexts[6].Flush();
    }

    /// <summary>Drops the translations of one address in VS and VU modes.</summary>
    public void FlushGuest(ulong address)
    {
        _contexts[3].Flush(address);
        _contexts[4].Flush(address);
        _contexts[6].Flush(address);
    }

    /// <summary>Drops the translations of VS and VU modes, and where the guest's own page tables are: its physical memory was mapped anew.</summary>
    public void FlushGuestPhysical()
    {
        Walker.ForgetGuestTables();
        FlushGuest();
    }

    /// <summary>Makes stores ask again: a page that they might use now holds decoded code.</summary>
    public void FlushStores()
    {
        foreach (TlbContext context in _contexts)
        {
            context.FlushStores();
        }
    }

    /// <summary>Reads as the current mode.</summary>
    public Outcome Load(ulong address, int size, out ulong value) => Load(address, size, AccessType.Load, DataMode, out value);

    /// <summary>Reads up to 8 bytes, at any alignment, as whoever is named.</summary>
    public Outcome Load(ulong address, int size, AccessType access, AccessMode mode, out ulong value)
    {
        int first = Math.Min(size, PageSize - (int)(address & (PageSize - 1)));
        Outcome outcome = LoadPart(address, first, access, mode, out value);
        if (outcome != Outcome.Fault && first < size)
        {
            Outcome second = LoadPart(address + (ulong)first, size - first, access, mode, out ulong high);
            value |= high << (8 * first);
            outcome = second == Outcome.Fault ? Beyond(first) : second;
        }

        if (outcome != Outcome.Fault)
        {
            Observer?.Loaded(address, size, value);
        }

        return outcome;
    }

    /// <summary>Writes as the current mode.</summary>
    public Outcome Store(ulong address, int size, ulong value) => Store(address, size, value, DataMode);

    /// <summary>Writes up to 8 bytes, at any alignment, as whoever is named. Nothing is written unless all can be.</summary>
    public Outcome Store(ulong address, int size, ulong value, AccessMode mode)
    {
        int first = Math.Min(size, PageSize - (int)(address & (PageSize - 1)));
        byte* hit = first == size ? Hit(DataContext(mode).Stores, address) : null;
        if (hit is not null)
        {
            Buffer.MemoryCopy(&value, hit, size, size);
            return Outcome.Done;
        }

        if (!Translate(address, first, AccessType.Store, mode, out Translation low))
        {
            return Outcome.Fault;
        }

        Outcome outcome;
        if (first == size)
        {
            outcome = StorePart(address, low, size, value, mode);
        }
        else
        {
            ulong next = address + (ulong)first;
            if (!Translate(next, size - first, AccessType.Store, mode, out Translation high))
            {
                return Beyond(first);
            }

            if (_hart.Bus.Host(high.Physical, (ulong)(size - first)) is null)
            {
                Fault = PageWalker.AccessFault(next, AccessType.Store);
                return Beyond(first);
            }

            outcome = StorePart(address, low, first, value, mode);
            outcome = outcome == Outcome.Fault ? outcome : Worse(outcome, StorePart(next, high, size - first, value >> (8 * first), mode));
        }

        if (outcome != Outcome.Fault)
        {
            Observer?.Stored(address, size, value);
        }

        return outcome;
    }

    /// <summary>Finds the memory of an aligned atomic access. Only main memory has atomics.</summary>
    /// <param name="address">Virtual address, aligned.</param>
    /// <param name="size">4 or 8.</param>
    /// <param name="access">Load for LR, Store for SC and AMOs.</param>
    /// <param name="physical">Where it is in the physical address space.</param>
    /// <param name="host">Where the host has it; null on a fault.</param>
    public Outcome Atomic(ulong address, int size, AccessType access, out ulong physical, out byte* host)
    {
        TlbContext context = DataContext(DataMode);
        host = Hit(access == AccessType.Load ? context.Loads : context.Stores, address);
        if (host is not null)
        {
            Ram known = _hart.Bus.RamOf(host);
            physical = known.Start + (ulong)(host - known.Host);
            return Outcome.Done;
        }

        physical = 0;
        if (!Translate(address, size, access, DataMode, out Translation translation))
        {
            return Outcome.Fault;
        }

        physical = translation.Physical;
        Ram? ram = _hart.Bus.RamAt(physical, (ulong)size);
        if (ram is null)
        {
            Fault = PageWalker.AccessFault(address, access);
            return Outcome.Fault;
        }

        host = ram.At(physical);
        return access == AccessType.Store && Overwrite(ram, physical, size) ? Outcome.DoneLeave : Outcome.Done;
    }

    /// <summary>Finds the host's address of instructions. Null on a fault.</summary>
    public byte* Fetch(ulong address)
    {
        TlbEntry* entry = _hart.State->Fetches + ((address >> 12) & (TlbContext.Entries - 1));
        if ((address & ~0xFFFUL) == entry->Tag)
        {
            return (byte*)(entry->Addend + (nint)address);
        }

        if (!Translate(address, 2, AccessType.Fetch, FetchMode, out Translation translation))
        {
            return null;
        }

        byte* host = _hart.Bus.Host(translation.Physical, 2);
        if (host is null)
        {
            Fault = PageWalker.AccessFault(address, AccessType.Fetch);
        }
        else if (translation.WholePage)
        {
            _fetches.Install(_fetches.Fetches, address, host, translation.IsLarge);
        }

        return host;
    }

    /// <summary>Whether a fetch from this page is served without asking, so that what was found there may be kept.</summary>
    public bool IsFetchCached(ulong address) =>
        _hart.State->Fetches[(address >> 12) & (TlbContext.Entries - 1)].Tag == (address & ~0xFFFUL);

    /// <summary>The 16 bits at an address that instructions are fetched from; 0 where nothing is.</summary>
    public ushort ParcelAt(ulong address)
    {
        byte* host = Fetch(address);
        return host is null ? (ushort)0 : *(ushort*)host;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TlbContext context in _contexts)
        {
            context.Dispose();
        }
    }

    // S mode that may touch pages of U mode (SUM) has translations of its own: kernels switch it on and off for every copy.
    private TlbContext DataContext(AccessMode mode)
    {
        if (mode.Privilege != Privilege.Supervisor)
        {
            return _contexts[mode.Index];
        }

        ulong status = mode.Virtual ? _hart.Csrs.State.Vsstatus : _hart.Csrs.State.Mstatus;
        return (status & StatusField.Sum) == 0 ? _contexts[mode.Index] : _contexts[mode.Virtual ? 6 : 5];
    }

    // Where the TLB has the page, its tables are not asked again before a fence.
    private static byte* Hit(TlbEntry* table, ulong address)
    {
        TlbEntry* entry = table + ((address >> 12) & (TlbContext.Entries - 1));
        return (address & ~0xFFFUL) == entry->Tag ? (byte*)(entry->Addend + (nint)address) : null;
    }

    private static Outcome Worse(Outcome one, Outcome other) => one > other ? one : other;

    private static bool IsAligned(ulong physical, int size) => size is 1 or 2 or 4 or 8 && (physical & (ulong)(size - 1)) == 0;

    private static ulong Read(byte* host, int size)
    {
        ulong value = 0;
        Buffer.MemoryCopy(host, &value, 8, size);
        return value;
    }

    private bool Translate(ulong address, int size, AccessType access, AccessMode mode, out Translation translation)
    {
        if (Walker.Translate(address, size, access, mode, out translation))
        {
            return true;
        }

        Fault = Walker.Fault;
        return false;
    }

    private Outcome Beyond(int bytes)
    {
        Fault = Fault with { Beyond = bytes };
        return Outcome.Fault;
    }

    private Outcome LoadPart(ulong address, int size, AccessType access, AccessMode mode, out ulong value)
    {
        value = 0;
        byte* host = access == AccessType.Load ? Hit(DataContext(mode).Loads, address) : null;
        if (host is not null)
        {
            value = Read(host, size);
            return Outcome.Done;
        }

        if (!Translate(address, size, access, mode, out Translation translation))
        {
            return Outcome.Fault;
        }

        host = _hart.Bus.Host(translation.Physical, (ulong)size);
        if (host is not null)
        {
            value = Read(host, size);
            if (translation.WholePage && Observer is null && access == AccessType.Load)
            {
                TlbContext context = DataContext(mode);
                context.Install(context.Loads, address, host, translation.IsLarge);
            }

            return Outcome.Done;
        }

        if (IsAligned(translation.Physical, size) && _hart.Bus.ReadDevice(_hart, translation.Physical, size, out value))
        {
            return Outcome.DoneLeave;
        }

        Fault = PageWalker.AccessFault(address, AccessType.Load);
        return Outcome.Fault;
    }

    private Outcome StorePart(ulong address, Translation translation, int size, ulong value, AccessMode mode)
    {
        Ram? ram = _hart.Bus.RamAt(translation.Physical, (ulong)size);
        if (ram is not null)
        {
            byte* host = ram.At(translation.Physical);
            bool overwrites = Overwrite(ram, translation.Physical, size);
            Buffer.MemoryCopy(&value, host, size, size);
            if (translation.WholePage && Observer is null && ram.Code[ram.PageOf(translation.Physical)]?.IsEmpty != false)
            {
                TlbContext context = DataContext(mode);
                context.Install(context.Stores, address, host, translation.IsLarge);
            }

            return overwrites ? Outcome.DoneLeave : Outcome.Done;
        }

        if (IsAligned(translation.Physical, size) && _hart.Bus.WriteDevice(_hart, translation.Physical, size, value))
        {
            return Outcome.DoneLeave;
        }

        Fault = PageWalker.AccessFault(address, AccessType.Store);
        return Outcome.Fault;
    }

    // Code that is overwritten is decoded anew. What lies in its page but not near it is data.
    private bool Overwrite(Ram ram, ulong physical, int size)
    {
        CodePage? page = ram.Code[ram.PageOf(physical)];
        if (page is null)
        {
            return false;
        }

        bool isWatched = page.IsWatched((int)(physical & (PageSize - 1)), size);
        if (isWatched)
        {
            _hart.MachineWantsAttention = true;
            _hart.RequestAttention();
        }

        if (!page.Covers((int)(physical & (PageSize - 1)), size))
        {
            return isWatched;
        }

        page.Drop();
        return true;
    }
}
