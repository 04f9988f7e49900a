using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Timing.Translation;
using Sim.Tests.CoreEmulator.Harts;

namespace Sim.Tests.CoreEmulator.Timing.Translation;

internal sealed class MachinePageTablesTests
{
    private const ulong Address = 0x40_3000;

    [Test]
    public void Machine_mode_and_bare_translate_nothing()
    {
        using RawHart raw = new();
        MachinePageTables tables = new(raw.Hart);
        Assert.That(tables.Space(AccessType.Fetch, asGuest: false), Is.Zero);
        raw.In(Privilege.Supervisor);
        Assert.That(tables.Space(AccessType.Load, asGuest: false), Is.Zero);
        raw.In(Privilege.Supervisor, isVirtual: true);
        Assert.That(tables.Space(AccessType.Load, asGuest: false), Is.Zero);
    }

    [Test]
    public void Spaces_differ_by_asid_vmid_and_guest()
    {
        using RawHart raw = new();
        MachinePageTables tables = new(raw.Hart);
        raw.Write(TableBuilder.Satp, TableBuilder.Atp(3, RawHart.Base, 5));
        raw.Write(TableBuilder.Vsatp, TableBuilder.Atp(3, RawHart.Base, 5));
        raw.Write(TableBuilder.Hgatp, TableBuilder.Atp(3, RawHart.Base, 9));
        raw.In(Privilege.User);
        ulong host = tables.Space(AccessType.Load, asGuest: false);
        ulong guest = tables.Space(AccessType.Load, asGuest: true);
        raw.In(Privilege.User, isVirtual: true);
        Assert.That(tables.Space(AccessType.Fetch, asGuest: false), Is.EqualTo(guest));
        Assert.That(SpaceTag.Asid(host), Is.EqualTo(5));
        Assert.That(SpaceTag.Vmid(guest), Is.EqualTo(9));
        Assert.That((SpaceTag.IsGuest(host), SpaceTag.IsGuest(guest)), Is.EqualTo((false, true)));
    }

    // mstatus.MPRV with MPP: machine mode's loads go by the page tables of the mode before; its instructions do not.
    [Test]
    public void Loads_of_machine_mode_may_be_anothers()
    {
        using RawHart raw = new();
        MachinePageTables tables = new(raw.Hart);
        raw.Write(TableBuilder.Satp, TableBuilder.Atp(3, RawHart.Base, 5));
        raw.Write(0x300, 1UL << 17);
        Assert.That(tables.Space(AccessType.Load, asGuest: false), Is.Not.Zero);
        Assert.That(tables.Space(AccessType.Fetch, asGuest: false), Is.Zero);
    }

    [Test]
    public void A_walk_of_two_stages_reads_entries_in_the_manuals_order()
    {
        using RawHart raw = new RawHart().OpenMemory();
        TableBuilder builder = new(raw);
        ulong guest = builder.Root();
        ulong host = builder.Root();
        builder.Map(guest, 3, Address, RawHart.Base);
        builder.MapTables(host, 3, 0);
        builder.Map(host, 3, RawHart.Base, RawHart.Base + 0x5000);
        raw.Write(TableBuilder.Vsatp, TableBuilder.Atp(3, guest));
        raw.Write(TableBuilder.Hgatp, TableBuilder.Atp(3, host));
        builder.Enter(isGuest: true);
        MachinePageTables tables = new(raw.Hart);
        tables.Space(AccessType.Load, asGuest: false);
        WalkPath path = new();
        Assert.That(tables.Walk(Address + 8, AccessType.Load, asGuest: false, path), Is.True);
        Assert.That(path.Physical, Is.EqualTo(RawHart.Base + 0x5008));
        string order = string.Join(' ', path.Steps.ToArray().Select(s => s.IsGuestStage ? $"g{s.Level}({s.For})" : $"v{s.Level}"));
        Assert.That(order, Is.EqualTo("g2(2) g1(2) g0(2) v2 g2(1) g1(1) g0(1) v1 g2(0) g1(0) g0(0) v0 g2(-1) g1(-1) g0(-1)"));
        Assert.That(path.Steps[3].Physical, Is.EqualTo(guest));
    }

    [TestCase(0, 0, 12)]
    [TestCase(1, 1, 21)]
    [TestCase(2, 1, 21)]
    [TestCase(1, 0, 12)]
    [TestCase(0, 2, 12)]
    public void Of_two_stages_the_smaller_page_counts(int first, int second, int bits)
    {
        using RawHart raw = new RawHart().OpenMemory();
        TableBuilder builder = new(raw);
        ulong guest = builder.Root();
        ulong host = builder.Root();
        builder.Map(guest, 3, 0x8000_0000, RawHart.Base, first);
        builder.MapTables(host, 3, second);
        if (second == 0)
        {
            builder.Map(host, 3, RawHart.Base, RawHart.Base);
        }

        raw.Write(TableBuilder.Vsatp, TableBuilder.Atp(3, guest));
        raw.Write(TableBuilder.Hgatp, TableBuilder.Atp(3, host));
        builder.Enter(isGuest: true);
        MachinePageTables tables = new(raw.Hart);
        tables.Space(AccessType.Load, asGuest: false);
        WalkPath path = new();
        Assert.That(tables.Walk(0x8000_0000, AccessType.Load, asGuest: false, path), Is.True);
        Assert.That(path.PageBits, Is.EqualTo(bits));
    }

    [Test]
    public void A_run_of_pages_counts_as_one()
    {
        using RawHart raw = new RawHart().OpenMemory();
        TableBuilder builder = new(raw);
        ulong root = builder.Root();
        builder.Map(root, 3, 0x13000, RawHart.Base + 0x8000, 0, TableBuilder.All | PageTableEntry.N);
        raw.Write(TableBuilder.Satp, TableBuilder.Atp(3, root));
        builder.Enter(isGuest: false);
        MachinePageTables tables = new(raw.Hart);
        tables.Space(AccessType.Load, asGuest: false);
        WalkPath path = new();
        Assert.That(tables.Walk(0x13456, AccessType.Load, asGuest: false, path), Is.True);
        Assert.That((path.PageBits, path.Physical), Is.EqualTo((16, RawHart.Base + 0x3456)));
    }

    // An instruction that leaves a space is still fetched from it.
    [Test]
    public void Walks_go_by_the_registers_of_the_last_look_at_the_space()
    {
        using RawHart raw = new RawHart().OpenMemory();
        TableBuilder builder = new(raw);
        ulong root = builder.Root();
        builder.Map(root, 3, Address, RawHart.Base + 0x7000);
        raw.Write(TableBuilder.Satp, TableBuilder.Atp(3, root));
        builder.Enter(isGuest: false);
        MachinePageTables tables = new(raw.Hart);
        tables.Space(AccessType.Fetch, asGuest: false);
        raw.In(Privilege.Machine);
        WalkPath path = new();
        Assert.That(tables.Walk(Address, AccessType.Fetch, asGuest: false, path), Is.True);
        Assert.That(path.Physical, Is.EqualTo(RawHart.Base + 0x7000));
    }

    [Test]
    public void Nothing_mapped_is_a_fault_at_the_entry_that_lacks()
    {
        using RawHart raw = new RawHart().OpenMemory();
        TableBuilder builder = new(raw);
        ulong root = builder.Root();
        builder.Map(root, 3, Address, RawHart.Base);
        raw.Write(TableBuilder.Satp, TableBuilder.Atp(3, root));
        builder.Enter(isGuest: false);
        MachinePageTables tables = new(raw.Hart);
        tables.Space(AccessType.Load, asGuest: false);
        WalkPath path = new();
        Assert.That(tables.Walk(Address + 0x1000, AccessType.Load, asGuest: false, path), Is.False);
        Assert.That((path.Faults, path.Count), Is.EqualTo((true, 3)));
        Assert.That(tables.Walk(1UL << 62, AccessType.Load, asGuest: false, path), Is.False);
        Assert.That(path.Count, Is.Zero);
    }
}
