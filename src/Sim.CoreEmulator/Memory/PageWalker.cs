using System;
using System.Buffers.Binary;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Memory;

/// <summary>Address translation: one or two stages of page tables, then physical memory protection.</summary>
/// <remarks>
/// Privileged manual, "Virtual Address Translation Process" and "Two-Stage Address Translation". A walk reads page tables as S mode
/// would; what goes wrong there is an access fault or guest-page fault of the access that needed it.
/// </remarks>
internal sealed unsafe class PageWalker(Hart hart)
{
    private const int PageBits = 12;
    private const int IndexBits = 9;
    private const ulong PageMask = 4095;

    // Pseudo-instructions of implicit accesses for VS-stage translation: 64-bit read and write.
    private const ulong ReadsEntry = 0x3000;
    private const ulong WritesEntry = 0x3020;
    private const int GuestPages = 64;
    private readonly bool _hasNapot = hart.Options.Extensions.HasFlag(Extensions.Svnapot);

    // Where page tables were read last: memory that S mode may read, so that neither the bus nor PMP need be asked again.
    private readonly (ulong Page, ulong Physical)[] _guestTables = NoGuestTables();
    private ulong _windowStart;
    private ulong _windowLength;
    private byte* _window;

    /// <summary>Why the last translation failed.</summary>
    public TrapInfo Fault { get; private set; }

    /// <summary>Physical memory protection.</summary>
    public PhysicalMemoryProtection Protection { get; } = new(hart);

    /// <summary>Forgets where page tables may be read: memory protection has changed.</summary>
    public void ProtectionChanged()
    {
        _windowLength = 0;
        Protection.Changed();
    }

    /// <summary>Forgets where pages of guest physical memory are that hold a guest's page tables.</summary>
    public void ForgetGuestTables() => Array.Fill(_guestTables, (ulong.MaxValue, 0UL));

    /// <summary>Translates an address for an access of up to 8 bytes that stays within its page. On failure <see cref="Fault"/> tells why.</summary>
    public bool Translate(ulong address, int size, AccessType access, AccessMode mode, out Translation translation)
    {
        ulong physical = address;
        bool isLarge = false;
        if (mode.Privilege != Privilege.Machine)
        {
            Request request = new(address, access, mode);
            if (!FirstStage(in request, out physical, out isLarge))
            {
                translation = default;
                return false;
            }
        }

        bool isAllowed = Protection.Allows(physical, size, access, mode.Privilege, out bool wholePage);
        translation = new Translation(physical, wholePage) { IsLarge = isLarge };
        return isAllowed || Refuse(AccessFault(address, access) with { GuestVirtual = mode.Virtual });
    }

    /// <summary>The access fault of an address that nothing answers at.</summary>
    public static TrapInfo AccessFault(ulong address, AccessType access) => new(
        access switch
        {
            AccessType.Fetch => TrapCause.InstructionAccessFault,
            AccessType.Store => TrapCause.StoreAccessFault,
            _ => TrapCause.LoadAccessFault,
        },
        address);

    private static TrapInfo PageFault(in Request request) => new(
        request.Access switch
        {
            AccessType.Fetch => TrapCause.InstructionPageFault,
            AccessType.Store => TrapCause.StorePageFault,
            _ => TrapCause.LoadPageFault,
        },
        request.Address)
    {
        GuestVirtual = request.Mode.Virtual,
    };

    private static TrapInfo GuestPageFault(in Request request, ulong guestPhysical, ulong pseudoInstruction) => new(
        request.Access switch
        {
            AccessType.Fetch => TrapCause.InstructionGuestPageFault,
            AccessType.Store => TrapCause.StoreGuestPageFault,
            _ => TrapCause.LoadGuestPageFault,
        },
        request.Address)
    {
        GuestVirtual = true,
        GuestPhysical = guestPhysical >> 2,
        PseudoInstruction = pseudoInstruction,
    };

    private bool Refuse(in TrapInfo fault)
    {
        Fault = fault;
        return false;
    }

    // From virtual to physical addresses; with V=1 (VS-stage) by way of guest physical ones.
    private bool FirstStage(in Request request, out ulong physical, out bool isLarge)
    {
        ref CsrState csrs = ref hart.Csrs.State;
        ulong atp = request.Mode.Virtual ? csrs.Vsatp : csrs.Satp;
        int levels = AddressTranslation.Levels(atp);
        isLarge = false;
        if (levels == 0)
        {
            return Final(in request, request.Address, out physical);
        }

        physical = 0;
        int unused = 64 - PageBits - (levels * IndexBits);
        if ((ulong)((long)(request.Address << unused) >> unused) != request.Address)
        {
            return Refuse(PageFault(in request));
        }

        Stage stage = StageOf(in request);
        ulong table = (atp & ((1UL << 44) - 1)) << PageBits;
        for (int level = levels - 1; level >= 0; level--)
        {
            int shift = level * IndexBits;
            ulong at = table + (((request.Address >> (PageBits + shift)) & 511) * 8);
            if (!ReadEntry(in request, at, out ulong entryAt, out PageTableEntry entry))
            {
                return false;
            }

            switch (Judge(in stage, entry, shift, request.Access))
            {
                case Verdict.Descend:
                    table = entry.PageNumber << PageBits;
                    break;
                case Verdict.Leaf:
                    isLarge = level > 0 || entry.Has(PageTableEntry.N);
                    return Mark(in request, in stage, at, entryAt, entry)
                        && Final(in request, entry.Lead(shift, request.Address), out physical);
                default:
                    return Refuse(PageFault(in request));
            }
        }

        return Refuse(PageFault(in request));
    }

    private bool Final(in Request request, ulong address, out ulong physical)
    {
        if (request.Mode.Virtual)
        {
            return GuestStage(in request, address, request.Access, pseudoInstruction: 0, out physical);
        }

        physical = address;
        return true;
    }

    // G-stage translation, of the access itself or (with a pseudo-instruction) of one that VS-stage translation makes for it.
    private bool GuestStage(in Request request, ulong address, AccessType access, ulong pseudoInstruction, out ulong physical)
    {
        ulong atp = hart.Csrs.State.Hgatp;
        int levels = AddressTranslation.Levels(atp);
        physical = address;
        if (levels == 0)
        {
            return true;
        }

        Stage stage = GuestStageOf(access, pseudoInstruction != 0);
        ulong table = (atp & ((1UL << 44) - 1)) << PageBits;

        // The root has four pages: two more bits of the address.
        ulong index = address >> (PageBits + ((levels - 1) * IndexBits));
        for (int level = levels - 1; level >= 0 && index < 2048; level--)
        {
            int shift = level * IndexBits;
            ulong at = table + (index * 8);
            if (!ReadPhysical(in request, at, out PageTableEntry entry))
            {
                return false;
            }

            switch (Judge(in stage, entry, shift, access))
            {
                case Verdict.Descend:
                    table = entry.PageNumber << PageBits;
                    index = (address >> (PageBits + shift - IndexBits)) & 511;
                    break;
                case Verdict.Leaf when !entry.Has(PageTableEntry.A) || (access == AccessType.Store && !entry.Has(PageTableEntry.D)):
                    physical = entry.Lead(shift, address);
                    return stage.SetsBits
                        ? WriteEntry(in request, at, entry, access)
                        : Refuse(GuestPageFault(in request, address, pseudoInstruction));
                case Verdict.Leaf:
                    physical = entry.Lead(shift, address);
                    return true;
                default:
                    return Refuse(GuestPageFault(in request, address, pseudoInstruction));
            }
        }

        return Refuse(GuestPageFault(in request, address, pseudoInstruction));
    }

    // What most entries are is told by one comparison; the rest is looked at bit by bit.
    private Verdict Judge(in Stage stage, PageTableEntry entry, int shift, AccessType access)
    {
        if ((entry.Bits & PageTableEntry.OfPointers) == PageTableEntry.V && shift > 0)
        {
            return Verdict.Descend;
        }

        bool isPlain = (entry.Bits & stage.Looked) == stage.Wanted && shift == 0;
        return isPlain ? Verdict.Leaf : JudgeSlowly(in stage, entry, shift, access);
    }

    private Verdict JudgeSlowly(in Stage stage, PageTableEntry entry, int shift, AccessType access)
    {
        bool isRefused = entry.Has(PageTableEntry.Reserved)
            || (entry.Has(PageTableEntry.N) && !_hasNapot)
            || (entry.Has(PageTableEntry.Pbmt) && (!stage.HasMemoryTypes || (entry.Bits & PageTableEntry.Pbmt) == PageTableEntry.Pbmt));
        if (isRefused)
        {
            return Verdict.Fault;
        }

        if (entry.IsPointer)
        {
            // Not a sound one: those were seen before.
            return Verdict.Fault;
        }

        bool isLeaf = entry.Has(PageTableEntry.V) && (entry.Has(PageTableEntry.R) || !entry.Has(PageTableEntry.W))
            && (entry.PageNumber & ((1UL << shift) - 1)) == 0
            && (!entry.Has(PageTableEntry.N) || (shift == 0 && (entry.PageNumber & 15) == 8));
        return isLeaf && stage.Permits(entry, access) ? Verdict.Leaf : Verdict.Fault;
    }

    // Sets A and D of a VS-stage or single-stage entry, where that is done by hardware.
    private bool Mark(in Request request, in Stage stage, ulong at, ulong entryAt, PageTableEntry entry)
    {
        bool isMarked = entry.Has(PageTableEntry.A) && (request.Access != AccessType.Store || entry.Has(PageTableEntry.D));
        if (isMarked)
        {
            return true;
        }

        if (!stage.SetsBits)
        {
            return Refuse(PageFault(in request));
        }

        // The G-stage must let the table be written too.
        bool isWritable = !request.Mode.Virtual || GuestStage(in request, at, AccessType.Store, WritesEntry, out _);
        return isWritable && WriteEntry(in request, entryAt, entry, request.Access);
    }

    private bool ReadEntry(in Request request, ulong at, out ulong physical, out PageTableEntry entry)
    {
        physical = at;
        entry = default;
        return (!request.Mode.Virtual || GuestTable(in request, at, out physical)) && ReadPhysical(in request, physical, out entry);
    }

    // Where a guest's page table is. Kept, as a real walker's are, until a fence of guest physical translations.
    private bool GuestTable(in Request request, ulong at, out ulong physical)
    {
        ulong page = at >> PageBits;
        ref (ulong Page, ulong Physical) kept = ref _guestTables[page % GuestPages];
        if (kept.Page == page)
        {
            physical = kept.Physical | (at & PageMask);
            return true;
        }

        if (!GuestStage(in request, at, AccessType.Load, ReadsEntry, out physical))
        {
            return false;
        }

        kept = (page, physical & ~PageMask);
        return true;
    }

    private bool ReadPhysical(in Request request, ulong physical, out PageTableEntry entry)
    {
        ulong offset = physical - _windowStart;
        if (offset < _windowLength || TryOpenWindow(physical, out offset))
        {
            entry = new PageTableEntry(*(ulong*)(_window + offset));
            return true;
        }

        entry = default;
        return Refuse(AccessFault(request.Address, request.Access) with { GuestVirtual = request.Mode.Virtual });
    }

    // The window is where entries of 8 bytes may start.
    private bool TryOpenWindow(ulong physical, out ulong offset)
    {
        offset = 0;
        Ram? ram = hart.Bus.RamAt(physical, 8);
        if (ram is null || !Protection.Allows(physical, 8, AccessType.Load, Privilege.Supervisor, out _))
        {
            return false;
        }

        Protection.Surroundings(physical, 8, out ulong first, out ulong last);
        _windowStart = Math.Max(first, ram.Start);
        _windowLength = Math.Min(last, ram.Start + ram.Size - 1) - _windowStart - 6;
        _window = ram.At(_windowStart);
        offset = physical - _windowStart;
        return true;
    }

    private bool WriteEntry(in Request request, ulong physical, PageTableEntry entry, AccessType access)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, entry.Bits | PageTableEntry.A | (access == AccessType.Store ? PageTableEntry.D : 0));
        bool isDone = Protection.Allows(physical, 8, AccessType.Store, Privilege.Supervisor, out _) && hart.Bus.TryWrite(physical, bytes);
        return isDone || Refuse(AccessFault(request.Address, request.Access) with { GuestVirtual = request.Mode.Virtual });
    }

    private Stage StageOf(in Request request)
    {
        ref CsrState csrs = ref hart.Csrs.State;
        bool isVirtual = request.Mode.Virtual;
        ulong status = isVirtual ? csrs.Vsstatus : csrs.Mstatus;
        ulong environment = isVirtual ? EnvironmentConfiguration.Guest(hart.Csrs) : csrs.Menvcfg;
        bool isUser = request.Mode.Privilege == Privilege.User;
        bool sum = (status & StatusField.Sum) != 0 && request.Access != AccessType.Fetch;
        return new Stage(
            User: isUser || sum,
            Supervisor: !isUser,
            ReadsExecutable: ((status | csrs.Mstatus) & StatusField.Mxr) != 0,
            SetsBits: (environment & EnvironmentField.Adue) != 0,
            HasMemoryTypes: (environment & EnvironmentField.Pbmte) != 0,
            Wanted: Plain(request.Access, isUser));
    }

    // All accesses through the G-stage count as U mode's. The guest's own MXR does not reach it, nor does MXR reach implicit accesses.
    private Stage GuestStageOf(AccessType access, bool isImplicit)
    {
        ref CsrState csrs = ref hart.Csrs.State;
        return new Stage(
            User: true,
            Supervisor: false,
            ReadsExecutable: !isImplicit && (csrs.Mstatus & StatusField.Mxr) != 0,
            SetsBits: (csrs.Menvcfg & EnvironmentField.Adue) != 0,
            HasMemoryTypes: (csrs.Menvcfg & EnvironmentField.Pbmte) != 0,
            Wanted: Plain(access, isUser: true));
    }

    private static (ulong Page, ulong Physical)[] NoGuestTables()
    {
        (ulong Page, ulong Physical)[] none = new (ulong Page, ulong Physical)[GuestPages];
        Array.Fill(none, (ulong.MaxValue, 0UL));
        return none;
    }

    // The bits that a page of 4 KiB has which a stage lets pass, and which needs no mark.
    private static ulong Plain(AccessType access, bool isUser)
    {
        const ulong always = PageTableEntry.V | PageTableEntry.R | PageTableEntry.A;
        return always | (isUser ? PageTableEntry.U : 0) | access switch
        {
            AccessType.Load => 0,
            AccessType.Store => PageTableEntry.W | PageTableEntry.D,
            _ => PageTableEntry.X,
        };
    }

    private enum Verdict
    {
        Fault,
        Descend,
        Leaf,
    }

    // The access that translation is asked for.
    private readonly record struct Request(ulong Address, AccessType Access, AccessMode Mode);

    // What a stage of translation lets pass.
    private readonly record struct Stage(bool User, bool Supervisor, bool ReadsExecutable, bool SetsBits, bool HasMemoryTypes, ulong Wanted)
    {
        // The bits that are compared with the wanted ones: those, and all that a plain page does not have.
        public ulong Looked => Wanted | PageTableEntry.Reserved | PageTableEntry.N | PageTableEntry.Pbmt | PageTableEntry.U;

        public bool Permits(PageTableEntry entry, AccessType access)
        {
            bool isOurs = entry.Has(PageTableEntry.U) ? User : Supervisor;
            return isOurs && access switch
            {
                AccessType.Load => entry.Has(PageTableEntry.R) || (ReadsExecutable && entry.Has(PageTableEntry.X)),
                AccessType.Store => entry.Has(PageTableEntry.W),
                _ => entry.Has(PageTableEntry.X),
            };
        }
    }
}
