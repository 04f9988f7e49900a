using System;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>The page tables of a running machine, as its CSRs name them.</summary>
/// <remarks>
/// Privileged manual, "Virtual Address Translation Process" and "Two-Stage Address Translation". The functional walker has judged permissions already; here only
/// the entries that a walker reads are noted. Registers are those of the last call of <see cref="Space"/> for the same kind of access: an instruction that
/// changes them is still fetched by the old ones.
/// </remarks>
internal sealed unsafe class MachinePageTables(Hart hart) : IPageTables
{
    private const int PageBits = 12;
    private const int IndexBits = 9;
    private const int RunBits = 16;
    private const ulong IndexMask = 511;
    private const ulong RootIndices = 2048;
    private const ulong NumberMask = (1UL << 44) - 1;
    private const int ItselfLevel = -1;
    private readonly Registers[] _registers = new Registers[3];

    /// <inheritdoc/>
    public ulong Space(AccessType access, bool asGuest)
    {
        ref CsrState csrs = ref hart.Csrs.State;
        AccessMode mode = access == AccessType.Fetch ? hart.Mmu.FetchMode
            : asGuest ? new AccessMode(Privilege.Supervisor, Virtual: true) : hart.Mmu.DataMode;
        Registers registers = mode.Privilege == Privilege.Machine ? default
            : mode.Virtual ? new Registers(csrs.Vsatp, csrs.Hgatp, IsGuest: true)
            : new Registers(csrs.Satp, 0, IsGuest: false);
        _registers[Kind(access, asGuest)] = registers;
        return registers.IsGuest ? SpaceTag.OfGuest(registers.First, registers.Second) : SpaceTag.OfHost(registers.First);
    }

    /// <inheritdoc/>
    public bool Walk(ulong address, AccessType access, bool asGuest, WalkPath path)
    {
        path.Clear();
        path.Physical = address;
        path.Faults = !FirstStage(in _registers[Kind(access, asGuest)], address, path);
        return !path.Faults;
    }

    private static int Kind(AccessType access, bool asGuest) => access == AccessType.Fetch ? 0 : asGuest ? 2 : 1;

    private static ulong Root(ulong atp) => (atp & NumberMask) << PageBits;

    private bool FirstStage(in Registers registers, ulong address, WalkPath path)
    {
        int levels = AddressTranslation.Levels(registers.First);
        if (levels <= 0)
        {
            return Final(in registers, address, path, int.MaxValue);
        }

        int unused = 64 - PageBits - (levels * IndexBits);
        if ((ulong)((long)(address << unused) >> unused) != address)
        {
            return false;
        }

        ulong table = Root(registers.First);
        for (int level = levels - 1; level >= 0; level--)
        {
            ulong at = table + (((address >> Shift(level)) & IndexMask) * 8);
            if (!SecondStage(in registers, at, level, path, out ulong physical, out _))
            {
                return false;
            }

            path.Add(new WalkStep(physical, level, IsGuestStage: false, level, address));
            if (!Read(physical, out PageTableEntry entry))
            {
                return false;
            }

            path.IsGlobal |= entry.Has(PageTableEntry.G);
            if (!entry.IsPointer)
            {
                return Leaf(entry, level, address, out ulong to, out int bits) && Final(in registers, to, path, bits);
            }

            table = entry.PageNumber << PageBits;
        }

        return false;
    }

    private bool Final(in Registers registers, ulong address, WalkPath path, int bits)
    {
        if (!SecondStage(in registers, address, ItselfLevel, path, out ulong physical, out int secondBits))
        {
            return false;
        }

        path.Physical = physical;
        path.PageBits = Math.Min(bits, secondBits);
        return true;
    }

    private bool SecondStage(in Registers registers, ulong address, int sought, WalkPath path, out ulong physical, out int bits)
    {
        physical = address;
        bits = int.MaxValue;
        int levels = AddressTranslation.Levels(registers.Second);
        if (levels <= 0)
        {
            return true;
        }

        // The root has four pages: two more bits of the address.
        ulong table = Root(registers.Second);
        ulong index = address >> Shift(levels - 1);
        for (int level = levels - 1; level >= 0 && index < RootIndices; level--)
        {
            ulong at = table + (index * 8);
            path.Add(new WalkStep(at, level, IsGuestStage: true, sought, address));
            if (!Read(at, out PageTableEntry entry))
            {
                return false;
            }

            if (!entry.IsPointer)
            {
                return Leaf(entry, level, address, out physical, out bits);
            }

            table = entry.PageNumber << PageBits;
            index = (address >> (Shift(level) - IndexBits)) & IndexMask;
        }

        return false;
    }

    private static int Shift(int level) => PageBits + (level * IndexBits);

    private static bool Leaf(PageTableEntry entry, int level, ulong address, out ulong physical, out int bits)
    {
        bool isRun = entry.Has(PageTableEntry.N) && level == 0;
        bits = isRun ? RunBits : Shift(level);
        physical = entry.Lead(level * IndexBits, address);
        return entry.Has(PageTableEntry.V) && (isRun || ((entry.PageNumber << PageBits) & ((1UL << bits) - 1)) == 0);
    }

    private bool Read(ulong physical, out PageTableEntry entry)
    {
        byte* at = hart.Bus.Host(physical, 8);
        entry = at == null ? default : new PageTableEntry(*(ulong*)at);
        return at != null;
    }

    // satp or vsatp, and hgatp.
    private readonly record struct Registers(ulong First, ulong Second, bool IsGuest);
}
