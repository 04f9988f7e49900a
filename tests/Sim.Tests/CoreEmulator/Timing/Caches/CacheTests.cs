using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

/// <summary>At which cycle a cache answers. Hits take 3, the level below 20; 4 sets of 2 ways of 64 bytes; one access begins a cycle.</summary>
internal sealed class CacheTests
{
    private const int Line = 64;
    private static readonly PluginRegistry Parts = new([typeof(IBranchPredictor).Assembly]);

    private static readonly CacheConfiguration Small = new()
    {
        Size = new Bytes(8 * Line),
        Ways = 2,
        Line = Line,
        Latency = 3,
        Ports = 1,
        Mshrs = 2,
    };

    private readonly FixedLevel _below = new(20);

    [SetUp]
    public void Forget()
    {
        _below.Reads.Clear();
        _below.Writes.Clear();
    }

    [Test]
    public void A_miss_takes_the_next_levels_time_on_top_and_the_line_is_there_then()
    {
        Cache cache = Make(Small);
        Assert.That(cache.Read(0x1000, 0, 10, false), Is.EqualTo(new CacheAnswer(33, ServedBy.Memory)));
        Assert.That(cache.Read(0x1038, 0, 50, false), Is.EqualTo(new CacheAnswer(53, ServedBy.L1)));
    }

    [Test]
    public void An_access_to_a_line_under_way_waits_for_it()
    {
        Cache cache = Make(Small);
        cache.Read(0x1000, 0, 10, false);
        Assert.That(cache.Read(0x1008, 0, 12, false), Is.EqualTo(new CacheAnswer(33, ServedBy.Memory)));
        Assert.That(_below.Reads, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_third_miss_waits_for_one_of_two_registers()
    {
        Cache cache = Make(Small);
        cache.Read(0x1000, 0, 10, false);
        cache.Read(0x1040, 0, 11, false);

        // Looked up in 12 to 15; the first register is free at 33.
        Assert.That(cache.Read(0x1080, 0, 12, false).Ready, Is.EqualTo(53));
    }

    [Test]
    public void What_gives_way_is_written_when_the_miss_is_sent()
    {
        Cache cache = Make(Small);
        cache.Modify(0x1000, 0, 100);
        cache.Read(0x1100, 0, 200, false);
        cache.Read(0x1200, 0, 300, false);
        Assert.That(_below.Writes, Is.EqualTo(new[] { (0x1000UL, 303L, true) }), "looked up for 3 cycles, not 20 later");
    }

    [Test]
    public void Settled_lines_are_there_and_registers_free()
    {
        Cache cache = Make(Small);
        for (ulong n = 0; n < 8; n++)
        {
            cache.Read(0x1000 + (n * Line), 0, 10, false);
        }

        cache.Settle();
        Assert.That(cache.Read(0x1000 + (7 * Line), 0, 12, false), Is.EqualTo(new CacheAnswer(15, ServedBy.L1)));
        Assert.That(cache.Read(0x8000, 0, 13, false).Ready, Is.EqualTo(36));
    }

    [Test]
    public void Two_accesses_in_a_cycle_take_turns_at_one_port()
    {
        Cache cache = Make(Small);
        cache.Read(0x1000, 0, 0, false);
        cache.Read(0x1040, 0, 0, false);
        Assert.That((cache.Read(0x1000, 0, 100, false).Ready, cache.Read(0x1040, 0, 100, false).Ready), Is.EqualTo((103L, 104L)));
    }

    [Test]
    public void A_dirty_line_that_gives_way_is_written_back_and_a_clean_one_is_not()
    {
        Cache cache = Make(Small);
        cache.Modify(0x1000, 0, 0);
        cache.Read(0x1100, 0, 50, false);
        cache.Read(0x1200, 0, 100, false);
        Assert.That(_below.Writes.Where(write => write.IsDirty).Select(write => write.Address), Is.EqualTo(new[] { 0x1000UL }));
        cache.Read(0x1300, 0, 150, false);
        Assert.That(_below.Writes.Count(write => write.IsDirty), Is.EqualTo(1));
    }

    [Test]
    public void Writing_through_hands_on_each_write_and_brings_nothing_in()
    {
        Cache cache = Make(Small with { WriteThrough = true });
        Assert.That(cache.Modify(0x1000, 0, 10).Ready, Is.EqualTo(11));
        Assert.That((_below.Writes.Count, cache.Has(0x1000)), Is.EqualTo((1, false)));
    }

    [Test]
    public void An_exclusive_level_gives_a_line_up_and_takes_in_what_leaves_above()
    {
        Cache second = new("l2", ServedBy.L2, Small with { Size = new Bytes(64 * Line), Inclusion = Inclusion.Exclusive }, _below, Parts);
        Cache first = new("l1d", ServedBy.L1, Small, second, Parts);
        first.Read(0x1000, 0, 0, false);
        Assert.That(second.Has(0x1000), Is.False, "it went past");
        first.Read(0x1100, 0, 100, false);
        first.Read(0x1200, 0, 200, false);
        Assert.That(second.Has(0x1000), Is.True, "it gave way above, clean");
        Assert.That(first.Read(0x1000, 0, 300, false), Is.EqualTo(new CacheAnswer(306, ServedBy.L2)));
        Assert.That(second.Has(0x1000), Is.False);
    }

    [Test]
    public void A_prefetched_line_is_there_before_it_is_asked_for_or_on_its_way()
    {
        Cache cache = Make(Small with { Prefetchers = [new DefaultPart("next-line")] });
        cache.Read(0x1000, 0, 10, false);
        Assert.That(_below.Reads, Is.EqualTo(new[] { (0x1000UL, 13L, false), (0x1040UL, 13L, true) }));
        Assert.That(cache.Read(0x1040, 0, 20, false).Ready, Is.EqualTo(33), "late");
        cache.Read(0x1080, 0, 100, false);
        Assert.That(cache.Read(0x10C0, 0, 200, false), Is.EqualTo(new CacheAnswer(203, ServedBy.L1)));
    }

    [Test]
    public void Prefetches_leave_a_page_alone_that_is_not_theirs_and_take_no_register_from_others()
    {
        Cache cache = Make(Small with { Prefetchers = [new DefaultPart("next-line")], Mshrs = 1 });
        cache.Read(0x1000, 0, 10, false);
        Assert.That(_below.Reads, Has.Count.EqualTo(1), "the only register is taken");
        Make(Small with { Prefetchers = [new DefaultPart("next-line")] }).Read(0x1FC0, 0, 10, false);
        Assert.That(_below.Reads, Has.Count.EqualTo(2), "the next line is in another page");
    }

    [Test]
    public void The_least_recently_used_line_gives_way_as_in_a_list_of_all()
    {
        CacheConfiguration one = Small with { Size = new Bytes(8 * Line), Ways = 8 };
        Prop.ForAll(Gen.Choose(0, 15).ListOf(300).ToArbitrary(), lines =>
        {
            Cache cache = Make(one);
            List<int> order = [];
            long cycle = 0;
            return lines.All(line =>
            {
                cycle += 1000;
                bool expected = order.Remove(line);
                order.Add(line);
                if (order.Count > 8)
                {
                    order.RemoveAt(0);
                }

                return (cache.Read((ulong)line * Line, 0, cycle, false).By == ServedBy.L1) == expected;
            });
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void A_larger_cache_with_LRU_never_misses_where_a_smaller_does_not()
    {
        Prop.ForAll(Gen.Choose(0, 40).ListOf(400).ToArbitrary(), lines =>
        {
            Cache small = Make(Small with { Size = new Bytes(8 * Line), Ways = 8 });
            Cache large = Make(Small with { Size = new Bytes(16 * Line), Ways = 16 });
            long cycle = 0;
            return lines.All(line =>
            {
                cycle += 1000;
                bool hits = small.Read((ulong)line * Line, 0, cycle, false).By == ServedBy.L1;
                return large.Read((ulong)line * Line, 0, cycle, false).By == ServedBy.L1 || !hits;
            });
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void A_cycle_over_one_line_more_than_there_is_room_for_always_misses_with_LRU_and_less_with_others()
    {
        Assert.That(CyclicHits("lru"), Is.Zero);

        // Random: a line survives a miss with 1 - 1/N; over a round of N + 1 lines there are (N + 1)(1 - h) of them in its set.
        Assert.That(CyclicHits("random"), Is.GreaterThan(0.5));
        Assert.That(CyclicHits("srrip"), Is.Zero, "all lines are expected back at the same distance: Jaleel et al. say so");
        Assert.That(CyclicHits("drrip"), Is.GreaterThan(0.6), "BRRIP keeps what is there");
    }

    [Test]
    public void A_shape_that_makes_no_power_of_2_of_sets_is_refused()
    {
        Assert.That(() => Make(Small with { Ways = 3 }), Throws.TypeOf<Sim.Kernel.InputException>());
    }

    private static double CyclicHits(string replacement)
    {
        Cache cache = new("l1d", ServedBy.L1, Small with { Size = new Bytes(64 * 8 * Line), Ways = 8, Replacement = new DefaultPart(replacement) }, new FixedLevel(20), Parts);
        int hits = 0;
        int accesses = 0;
        for (int round = 0; round < 60; round++)
        {
            for (int n = 0; n < 64 * 9; n++)
            {
                bool hit = cache.Read((ulong)n * Line, 0, accesses++ * 100L, false).By == ServedBy.L1;
                hits += hit && round >= 30 ? 1 : 0;
            }
        }

        return hits / (30.0 * 64 * 9);
    }

    private Cache Make(CacheConfiguration configuration) => new("l1d", ServedBy.L1, configuration, _below, Parts);
}
