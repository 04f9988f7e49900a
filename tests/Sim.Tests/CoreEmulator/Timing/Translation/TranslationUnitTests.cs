using System.Collections.Generic;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Translation;
using Sim.Tests.CoreEmulator.Harts;

namespace Sim.Tests.CoreEmulator.Timing.Translation;

internal sealed class TranslationUnitTests
{
    private static readonly TranslationConfiguration Caches = UnitBench.Plain with { WalkCache = 16, GuestWalkCache = 16, NestedTlb = 16 };

    // (g + 1)(h + 1) - 1 entries with g and h levels: Bhargava et al., ASPLOS 2008.
    [TestCase(3, 0, false, 0, 3, 0)]
    [TestCase(4, 0, false, 0, 4, 0)]
    [TestCase(3, 0, false, 1, 2, 0)]
    [TestCase(3, 0, true, 0, 3, 0)]
    [TestCase(0, 3, true, 0, 3, 3)]
    [TestCase(3, 3, true, 0, 15, 3)]
    [TestCase(4, 4, true, 0, 24, 4)]
    [TestCase(3, 4, true, 0, 19, 4)]
    [TestCase(3, 3, true, 1, 8, 2)]
    public void Cold_walks_read_as_many_entries_as_the_formula_says(int first, int second, bool isGuest, int leaf, int references, int final)
    {
        using UnitBench bench = new(UnitBench.Plain, first, second, isGuest, leaf);
        Assert.That(bench.Load(0), Is.EqualTo(7 + (references * UnitBench.Reference)));
        Assert.That(bench["walk_references"], Is.EqualTo(references));
        Assert.That(bench["walk_guest_references"], Is.EqualTo(second == 0 ? 0 : references - (references - final) / (second - leaf + 1)));
        Assert.That(bench["walk_final_host_cycles"], Is.EqualTo(final * UnitBench.Reference));
        Assert.That(bench["walk_cycles"], Is.EqualTo(references * UnitBench.Reference));
        Assert.That(bench["walks"], Is.EqualTo(1));
        Assert.That(bench["dtlb_misses"], Is.EqualTo(1));
        Assert.That(bench["stlb_misses"], Is.EqualTo(1));
        Assert.That(bench.Load(0, 2000), Is.Zero);
    }

    [Test]
    public void Nothing_is_translated_in_machine_mode()
    {
        using UnitBench bench = new(UnitBench.Plain, 3);
        bench.Raw.In(Privilege.Machine);
        bench.Unit.SpaceChanged();
        Assert.That(bench.Unit.Translate(0x1234, AccessType.Store, asGuest: false, 5), Is.EqualTo(new Translated(0x1234, 5)));
    }

    [Test]
    public void The_second_level_answers_for_both_first_ones()
    {
        using UnitBench bench = new(UnitBench.Plain, 3);
        Assert.That(bench.Load(0), Is.EqualTo(7 + 12));
        Assert.That(bench.Fetch(0, 2000), Is.EqualTo(7));
        Assert.That(bench.Fetch(0, 3000), Is.Zero);
        Assert.That((bench["itlb_misses"], bench["dtlb_misses"], bench["stlb_misses"]), Is.EqualTo((1, 1, 1)));
    }

    [Test]
    public void Without_a_second_level_the_walk_begins_at_once()
    {
        using UnitBench bench = new(UnitBench.Plain with { Second = 0 }, 3);
        Assert.That(bench.Load(0), Is.EqualTo(12));
        Assert.That(bench.Fetch(0, 2000), Is.EqualTo(12));
    }

    [Test]
    public void The_first_level_loses_the_least_recently_used()
    {
        using UnitBench bench = new(UnitBench.Plain, 3);
        for (ulong page = 0; page < 4; page++)
        {
            bench.Load(page);
        }

        bench.Load(0, 2000);
        bench.Load(4, 2000);
        Assert.That(bench.Load(0, 3000), Is.Zero);
        Assert.That(bench.Load(1, 3000), Is.EqualTo(7));
    }

    [Test]
    public void A_large_page_takes_one_entry()
    {
        using UnitBench bench = new(UnitBench.Plain, 3, leaf: 1);
        bench.Load(0);
        for (ulong page = 0; page < 512; page++)
        {
            Assert.That(bench.Load(page, 2000), Is.Zero);
        }

        Assert.That(bench.Unit.Translate(UnitBench.Pages + 0x12345, AccessType.Load, asGuest: false, 3000).Physical, Is.EqualTo(RawHart.Base + 0x12345));
    }

    [Test]
    public void Two_misses_on_one_page_are_one_walk()
    {
        using UnitBench bench = new(UnitBench.Plain, 3);
        Assert.That(bench.Load(0, 1000), Is.EqualTo(19));
        Assert.That(bench.Load(0, 1005), Is.EqualTo(14));
        Assert.That(bench.Fetch(0, 1002), Is.EqualTo(17));
        Assert.That(bench["walks"], Is.EqualTo(1));
    }

    [TestCase(1, 31)]
    [TestCase(2, 19)]
    public void Walks_wait_for_a_walker(int walkers, long second)
    {
        using UnitBench bench = new(UnitBench.Plain with { Walkers = walkers }, 3);
        Assert.That(bench.Load(0), Is.EqualTo(19));
        Assert.That(bench.Load(1), Is.EqualTo(second));
        Assert.That(bench["walk_cycles"], Is.EqualTo(24));
    }

    // The page beside one that was just walked.
    [TestCase(0, 0, 0, 15)]
    [TestCase(16, 0, 0, 7)] // G walk of the last table 3, its entry 1, final G walk 3
    [TestCase(0, 16, 0, 7)] // of each G walk the last entry, and three of the first stage
    [TestCase(0, 0, 16, 6)] // tables are known, 3; final G walk 3
    [TestCase(16, 16, 0, 3)]
    [TestCase(16, 0, 16, 4)]
    [TestCase(16, 16, 16, 2)]
    public void Caches_of_the_walker_spare_entries(int walkCache, int guestWalkCache, int nestedTlb, int references)
    {
        using UnitBench bench = new(UnitBench.Plain with { WalkCache = walkCache, GuestWalkCache = guestWalkCache, NestedTlb = nestedTlb }, 3, 3);
        bench.Load(0);
        long before = bench["walk_references"];
        Assert.That(bench.Load(1, 2000), Is.EqualTo(7 + (references * UnitBench.Reference)));
        Assert.That(bench["walk_references"] - before, Is.EqualTo(references));
    }

    [Test]
    public void Even_a_cold_walk_finds_what_it_has_just_read()
    {
        // The guest's tables lie in one page of the second stage's last table: three whole G walks become one, and two last entries.
        using UnitBench bench = new(UnitBench.Plain with { GuestWalkCache = 16 }, 3, 3);
        bench.Load(0);
        Assert.That(bench["walk_references"], Is.EqualTo(3 + 3 + 1 + 1 + 1));
        Assert.That(bench["walk_cache_hits"], Is.EqualTo(3));
    }

    [Test]
    public void What_is_not_mapped_is_not_kept()
    {
        using UnitBench bench = new(Caches, 3);
        Assert.That(bench.Load(100), Is.EqualTo(7 + 12));
        Assert.That(bench.Load(100, 2000), Is.EqualTo(7 + 4));
        Assert.That(bench["walks"], Is.EqualTo(2));
    }

    [Test]
    public void Tags_keep_two_spaces_apart_and_both()
    {
        using UnitBench bench = new(UnitBench.Plain, 3);
        bench.Load(0);
        bench.Switch(2);
        Assert.That(bench.Load(0, 2000), Is.EqualTo(19));
        bench.Switch(1);
        Assert.That(bench.Load(0, 3000), Is.Zero);
    }

    [Test]
    public void Without_tags_a_change_of_space_drops_all_but_a_trap_does_not()
    {
        using UnitBench bench = new(UnitBench.Plain with { Tagged = false }, 3);
        bench.Load(0);
        bench.Raw.In(Privilege.Machine);
        bench.Unit.SpaceChanged();
        bench.Builder.Enter(isGuest: false);
        bench.Unit.SpaceChanged();
        Assert.That(bench.Load(0, 2000), Is.Zero);
        bench.Switch(2);
        bench.Switch(1);
        Assert.That(bench.Load(0, 3000), Is.EqualTo(19));
    }

    [Test]
    public void Pages_of_bit_G_belong_to_all_spaces()
    {
        using UnitBench bench = new(UnitBench.Plain, 3, flags: TableBuilder.All | TableBuilder.Global);
        bench.Load(0);
        bench.Switch(2);
        Assert.That(bench.Load(0, 2000), Is.Zero);
        bench.Unit.Fence(TranslationFence.Host, null, 2);
        Assert.That(bench.Load(0, 3000), Is.Zero);
        bench.Unit.Fence(TranslationFence.Host, null, null);
        Assert.That(bench.Load(0, 4000), Is.EqualTo(19));
    }

    // By fence: whether page 0 and page 1, of ASID 1 and VMID 1, stay.
    [TestCase(false, TranslationFence.Host, -1, -1, false, false)]
    [TestCase(false, TranslationFence.Host, 0, -1, false, true)]
    [TestCase(false, TranslationFence.Host, -1, 1, false, false)]
    [TestCase(false, TranslationFence.Host, -1, 2, true, true)]
    [TestCase(false, TranslationFence.Host, 1, 1, true, false)]
    [TestCase(false, TranslationFence.GuestVirtual, -1, -1, true, true)]
    [TestCase(false, TranslationFence.GuestPhysical, -1, -1, true, true)]
    [TestCase(true, TranslationFence.Host, -1, -1, true, true)]
    [TestCase(true, TranslationFence.GuestVirtual, -1, -1, false, false)]
    [TestCase(true, TranslationFence.GuestVirtual, 1, -1, true, false)]
    [TestCase(true, TranslationFence.GuestVirtual, -1, 2, true, true)]
    [TestCase(true, TranslationFence.GuestPhysical, -1, 1, false, false)]
    [TestCase(true, TranslationFence.GuestPhysical, -1, 2, true, true)]
    [TestCase(true, TranslationFence.GuestPhysical, 0, -1, false, false)]
    public void Fences_drop_what_they_name(bool isGuest, TranslationFence fence, int page, int space, bool keepsFirst, bool keepsSecond)
    {
        using UnitBench bench = new(UnitBench.Plain, 3, isGuest ? 3 : 0, isGuest);
        bench.Load(0);
        bench.Load(1);
        bench.Unit.Fence(fence, page < 0 ? null : UnitBench.Pages + ((ulong)page << 12), space < 0 ? null : (ulong)space);
        Assert.That(bench.Load(0, 2000) == 0, Is.EqualTo(keepsFirst));
        Assert.That(bench.Load(1, 3000) == 0, Is.EqualTo(keepsSecond));
    }

    [TestCase(TranslationFence.GuestVirtual, 4)]
    [TestCase(TranslationFence.GuestPhysical, 5)]
    public void Fences_drop_what_the_walker_keeps(TranslationFence fence, int references)
    {
        using UnitBench bench = new(Caches, 3, 3);
        bench.Load(0);
        bench.Load(1);
        bench.Unit.Fence(fence, null, null);
        long before = bench["walk_references"];
        bench.Load(2, 2000);

        // First stage: three entries of its own, and the last one of the final G walk. Second stage: the walk cache of the first stage stays, a G walk of the last
        // table 3, its entry 1, and the last entry of the final G walk.
        Assert.That(bench["walk_references"] - before, Is.EqualTo(references));
    }

    [Test]
    public void A_fence_of_a_guest_physical_address_drops_its_page_in_the_nested_tlb()
    {
        using UnitBench bench = new(Caches, 3, 3);
        bench.Load(0);
        bench.Unit.Fence(TranslationFence.GuestPhysical, RawHart.Base, null);
        long before = bench["walk_references"];
        bench.Load(0, 2000);
        Assert.That(bench["walk_references"] - before, Is.EqualTo(2));
        bench.Unit.Fence(TranslationFence.GuestPhysical, RawHart.Base + 0x30_0000, null);
        bench.Load(0, 3000);
        Assert.That(bench["walk_references"] - before, Is.EqualTo(3));
    }

    [Test]
    public void A_cold_start_is_as_the_first_one()
    {
        using UnitBench bench = new(Caches, 3, 3);
        long first = bench.Load(0);
        bench.Unit.DropAll();
        Assert.That(bench.Load(0, 2000), Is.EqualTo(first));
    }

    [Test]
    public void Synthetic_tables_are_walked_by_four_entries_and_the_same_each_time()
    {
        SyntheticPageTables tables = new(0x1_0000_0000, 0xF_0000_0000);
        TranslationUnit unit = new(UnitBench.Plain, tables, new FixedPort { LoadLatency = 3 });
        Assert.That(unit.Translate(0x7FFF_1234_5678, AccessType.Load, asGuest: false, 0), Is.EqualTo(new Translated(0x1_0000_0678, 7 + 16)));
        Assert.That(unit.Translate(0x5678, AccessType.Fetch, asGuest: false, 100).Physical, Is.EqualTo(0x1_0000_1678));
        Assert.That(unit.Translate(0x7FFF_1234_5000, AccessType.Fetch, asGuest: false, 200).Physical, Is.EqualTo(0x1_0000_0000));
        Assert.That((tables.Pages, tables.Tables), Is.EqualTo((2, 7)));
    }

    [Test]
    public void Without_page_tables_addresses_are_physical()
    {
        TranslationUnit unit = new(UnitBench.Plain, new IdentityPageTables(), new FixedPort());
        WalkPath path = new();
        Assert.That(unit.Translate(0x5678, AccessType.Fetch, asGuest: false, 100), Is.EqualTo(new Translated(0x5678, 100)));
        Assert.That(new IdentityPageTables().Walk(0x5678, AccessType.Fetch, asGuest: false, path), Is.True);
        Assert.That((path.Physical, path.Count), Is.EqualTo((0x5678UL, 0)));
    }

    [Test]
    public void Hlv_goes_by_the_guests_tables()
    {
        using UnitBench bench = new(UnitBench.Plain, 3, 3);
        bench.Raw.In(Privilege.Supervisor);
        bench.Unit.SpaceChanged();
        List<long> ready = [];
        for (int i = 0; i < 2; i++)
        {
            ready.Add(bench.Unit.Translate(UnitBench.Pages, AccessType.Load, asGuest: true, 1000 * i).Ready - (1000 * i));
        }

        Assert.That(ready, Is.EqualTo((long[])[7 + (15 * UnitBench.Reference), 0]));
    }
}
