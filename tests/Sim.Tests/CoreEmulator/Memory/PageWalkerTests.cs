using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Harts.Csrs;
using Sim.CoreEmulator.Memory;
using Sim.Tests.CoreEmulator.Harts;

namespace Sim.Tests.CoreEmulator.Memory;

/// <summary>Walks of tables built by hand, and what their faults tell the handler.</summary>
internal sealed class PageWalkerTests
{
    private const ulong Root = RawHart.Base + 0x10000;
    private const ulong Middle = RawHart.Base + 0x11000;
    private const ulong Leaves = RawHart.Base + 0x12000;
    private const ulong GuestRoot = RawHart.Base + 0x14000;
    private const ulong GuestMiddle = RawHart.Base + 0x18000;
    private const ulong Data = RawHart.Base + 0x20000;
    private const ulong Sv39 = 8UL << 60;
    private const ulong Rwx = 0xCF;
    private const ulong User = 0x10;
    private static readonly AccessMode Supervisor = new(Privilege.Supervisor, false);
    private static readonly AccessMode Guest = new(Privilege.Supervisor, true);

    [Test]
    public void ThreeLevelsLeadToAPage()
    {
        using RawHart raw = Mapped();
        Assert.That(raw.Hart.Mmu.Walker.Translate(0x40_2345, 1, AccessType.Load, Supervisor, out Translation translation), Is.True);
        Assert.That(translation.Physical, Is.EqualTo(Data + 0x345));
        Assert.That(translation.IsLarge, Is.False);
    }

    [Test]
    public void WithoutHardwareUpdatesAPageThatIsNotDirtyFaultsOnStores()
    {
        using RawHart raw = Mapped();
        raw.Poke(Leaves + (2 * 8), Entry(Data, 0x4F));
        Assert.That(Faults(raw, 0x40_2000, AccessType.Load, Supervisor), Is.Null);
        Assert.That(Faults(raw, 0x40_2000, AccessType.Store, Supervisor)?.Cause, Is.EqualTo(TrapCause.StorePageFault));
        raw.Write(0x30A, EnvironmentField.Adue);
        Assert.That(Faults(raw, 0x40_2000, AccessType.Store, Supervisor), Is.Null);
        Assert.That(raw.Peek(Leaves + (2 * 8)), Is.EqualTo(Entry(Data, Rwx)));
    }

    [TestCase(0xFFUL, "a page of U mode", TestName = "SUM lets a supervisor load from pages of U mode, not execute them")]
    public void UserPages(ulong flags, string what)
    {
        using RawHart raw = Mapped();
        raw.Poke(Leaves + (2 * 8), Entry(Data, flags));
        Assert.That(Faults(raw, 0x40_2000, AccessType.Load, Supervisor)?.Cause, Is.EqualTo(TrapCause.LoadPageFault), what);
        raw.Write(0x300, StatusField.Sum);
        Assert.That(Faults(raw, 0x40_2000, AccessType.Load, Supervisor), Is.Null);
        Assert.That(Faults(raw, 0x40_2000, AccessType.Fetch, Supervisor)?.Cause, Is.EqualTo(TrapCause.InstructionPageFault));
    }

    // The hypervisor's handler must know which guest physical address was missing, and that the guest's page table was read for it.
    [TestCase(AccessType.Load, 21UL)]
    [TestCase(AccessType.Store, 23UL)]
    [TestCase(AccessType.Fetch, 20UL)]
    public void AnImplicitAccessThatTheHypervisorMustMapTellsSo(AccessType access, ulong cause)
    {
        using RawHart raw = new RawHart().OpenMemory();
        raw.Write(0x680, Sv39 | (GuestRoot >> 12));
        raw.Write(0x280, Sv39 | 0x1234);
        TrapInfo? fault = Faults(raw, 0x40_2008, access, Guest);
        Assert.That(fault, Is.EqualTo(new TrapInfo((TrapCause)cause, 0x40_2008)
        {
            GuestVirtual = true,
            GuestPhysical = 0x123_4000 >> 2,
            PseudoInstruction = 0x3000,
        }));
    }

    [Test]
    public void TheGuestsTableMayBeReadOnlyUntilItsEntryMustBeMarked()
    {
        using RawHart raw = Mapped();
        raw.Write(0x280, raw.Csrs.Satp);
        raw.Write(0x680, Sv39 | (GuestRoot >> 12));
        raw.Write(0x30A, EnvironmentField.Adue);
        raw.Write(0x60A, EnvironmentField.Adue);
        raw.Poke(Leaves + (2 * 8), Entry(Data, 0x0F));

        // Gigapages of guest physical memory: all of it, to be read.
        raw.Poke(GuestRoot + (2 * 8), Entry(RawHart.Base, 0x5B));
        TrapInfo? fault = Faults(raw, 0x40_2000, AccessType.Load, Guest);
        Assert.That(fault?.Cause, Is.EqualTo(TrapCause.LoadGuestPageFault));
        Assert.That(fault?.PseudoInstruction, Is.EqualTo(0x3020));
        Assert.That(fault?.GuestPhysical, Is.EqualTo((Leaves + 16) >> 2));
    }

    [Test]
    public void GStagePagesMustBeOfUMode()
    {
        using RawHart raw = new RawHart().OpenMemory();
        raw.Write(0x680, Sv39 | (GuestRoot >> 12));
        raw.Poke(GuestRoot + (2 * 8), Entry(RawHart.Base, Rwx));
        Assert.That(Faults(raw, Data, AccessType.Load, Guest)?.Cause, Is.EqualTo(TrapCause.LoadGuestPageFault));
        raw.Poke(GuestRoot + (2 * 8), Entry(RawHart.Base, Rwx | User));
        Assert.That(Faults(raw, Data, AccessType.Load, Guest), Is.Null);
        Assert.That(Faults(raw, 1UL << 41, AccessType.Load, Guest)?.GuestPhysical, Is.EqualTo(1UL << 39), "41 bits of guest physical addresses");
    }

    [Test]
    public void ATableThatIsNoMemoryIsAnAccessFaultOfTheAccess()
    {
        using RawHart raw = new RawHart().OpenMemory();
        raw.Write(0x180, Sv39 | 5);
        Assert.That(Faults(raw, 0x1000, AccessType.Store, Supervisor), Is.EqualTo(new TrapInfo(TrapCause.StoreAccessFault, 0x1000)));
    }

    [Test]
    public void PmpHoldsForPageTablesToo()
    {
        using RawHart raw = Mapped();
        raw.Write(0x3B0, Middle >> 2);
        raw.Write(0x3B1, ulong.MaxValue);
        raw.Write(0x3A0, 0x1F10);
        Assert.That(Faults(raw, 0x40_2000, AccessType.Fetch, Supervisor), Is.Null, "another four bytes of the table are closed");
        raw.Write(0x3B0, (Middle + (2 * 8)) >> 2);
        Assert.That(Faults(raw, 0x40_2000, AccessType.Fetch, Supervisor)?.Cause, Is.EqualTo(TrapCause.InstructionAccessFault));
    }

    // A kernel takes SUM away again and again; what it could touch with it must be out of reach without a fence.
    [Test]
    public void WhatSumAllowedIsForgottenWithoutAFence()
    {
        using RawHart raw = Mapped().In(Privilege.Supervisor);
        raw.Poke(Leaves + (2 * 8), Entry(Data, 0xDF));
        raw.Write(0x100, StatusField.Sum);
        Assert.That(raw.Hart.Mmu.Load(0x40_2000, 8, out _), Is.Not.EqualTo(Outcome.Fault));
        Assert.That(IsCached(raw, 0x40_2000), Is.True);
        raw.Write(0x100, 0);
        Assert.That(IsCached(raw, 0x40_2000), Is.False);
        raw.Write(0x100, StatusField.Sum);
        Assert.That(IsCached(raw, 0x40_2000), Is.True);
    }

    [Test]
    public void AFenceOfOneAddressDropsThatPageAlone()
    {
        using RawHart raw = Mapped().In(Privilege.Supervisor);
        raw.Poke(Leaves + (3 * 8), Entry(Data + 0x1000, Rwx));
        raw.Hart.Mmu.Load(0x40_2000, 8, out _);
        raw.Hart.Mmu.Load(0x40_3000, 8, out _);
        raw.Hart.Mmu.FlushHost(0x40_2000);
        Assert.That((IsCached(raw, 0x40_2000), IsCached(raw, 0x40_3000)), Is.EqualTo((false, true)));

        // Of a megapage pieces are kept: a fence of any address in it drops them all.
        raw.Poke(Middle + (3 * 8), Entry(RawHart.Base, Rwx));
        raw.Hart.Mmu.Load(0x60_0000, 8, out _);
        raw.Hart.Mmu.FlushHost(0x61_0000);
        Assert.That((IsCached(raw, 0x60_0000), IsCached(raw, 0x40_3000)), Is.EqualTo((false, false)));
    }

    private static unsafe bool IsCached(RawHart raw, ulong address) =>
        raw.Hart.State->Loads[(address >> 12) & (TlbContext.Entries - 1)].Tag == address;

    private static ulong Entry(ulong physical, ulong flags) => (physical >> 12 << 10) | flags;

    private static TrapInfo? Faults(RawHart raw, ulong address, AccessType access, AccessMode mode) =>
        raw.Hart.Mmu.Walker.Translate(address, 1, access, mode, out _) ? null : raw.Hart.Mmu.Walker.Fault;

    // 0x402000 is the page at Data: index 0 of the root, 2 of the middle, 2 of the leaves.
    private static RawHart Mapped()
    {
        RawHart raw = new RawHart().OpenMemory();
        raw.Write(0x180, Sv39 | (Root >> 12));
        raw.Poke(Root, Entry(Middle, 1));
        raw.Poke(Middle + (2 * 8), Entry(Leaves, 1));
        raw.Poke(Leaves + (2 * 8), Entry(Data, Rwx));
        raw.Poke(GuestMiddle, 0);
        return raw;
    }
}
