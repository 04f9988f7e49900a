using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.Tests.CoreEmulator.Timing.Pipelines;

/// <summary>At which cycle what happens; computed by hand.</summary>
internal sealed class InOrderPipelineTests
{
    [Test]
    public void An_instruction_passes_a_stage_a_cycle()
    {
        StageTimes t = new Feed(Feed.Plain).Do(OperationKind.Integer, to: 1);

        Assert.That((t.Fetch, t.Decode, t.Dispatch, t.Issue, t.Complete, t.Retire), Is.EqualTo((1L, 2L, 3L, 3L, 4L, 4L)));
    }

    [Test]
    public void Independent_instructions_issue_one_a_cycle_or_two()
    {
        foreach (int width in (int[])[1, 2])
        {
            Feed feed = new(Feed.Plain with { InOrder = Feed.Plain.InOrder with { Issue = width } });
            for (int n = 0; n < 8; n++)
            {
                // In cycle 3 the first ones; 4 are fetched a cycle.
                Assert.That(feed.Do(OperationKind.Integer, to: n + 1).Issue, Is.EqualTo(3 + (n / width)));
            }
        }
    }

    [Test]
    public void Arithmetic_is_by_passed_and_a_multiplication_takes_four()
    {
        Feed feed = new(Feed.Plain);
        Assert.That(feed.Do(OperationKind.Integer, to: 1).Issue, Is.EqualTo(3));
        Assert.That(feed.Do(OperationKind.Multiply, to: 2, from: 1).Issue, Is.EqualTo(4));
        Assert.That(feed.Do(OperationKind.Integer, to: 3, from: 2).Issue, Is.EqualTo(8));
        Assert.That(feed.Spent(CpiComponent.Dependency), Is.EqualTo(3));
    }

    [Test]
    public void A_load_of_three_cycles_holds_its_user_up_for_two()
    {
        Feed feed = new(Feed.Plain, new FixedPort { LoadLatency = 3 });
        Assert.That(feed.Load(to: 1, 0x8000).Issue, Is.EqualTo(3));
        Assert.That(feed.Do(OperationKind.Integer, to: 2, from: 1).Issue, Is.EqualTo(6));
    }

    [Test]
    public void What_does_not_need_a_missing_load_goes_on_behind_it_if_the_cache_allows()
    {
        FixedPort port = new() { LoadLatency = 30, By = ServedBy.L2 };
        Feed goesOn = new(Feed.Plain, port);
        goesOn.Load(to: 1, 0x8000);
        Assert.That(goesOn.Do(OperationKind.Integer, to: 2).Issue, Is.EqualTo(4));

        Feed blocks = new(Feed.Plain with { InOrder = Feed.Plain.InOrder with { HitUnderMiss = false } }, port);
        blocks.Load(to: 1, 0x8000);
        Assert.That(blocks.Do(OperationKind.Integer, to: 2).Issue, Is.EqualTo(33));
    }

    [Test]
    public void A_divider_that_is_not_pipelined_takes_the_next_when_it_is_done()
    {
        Feed feed = new(Feed.Plain);
        Assert.That(feed.Do(OperationKind.Divide, to: 1).Issue, Is.EqualTo(3));
        Assert.That(feed.Do(OperationKind.Divide, to: 2).Issue, Is.EqualTo(23));
    }

    [Test]
    public void A_wrong_way_costs_the_stages_to_execution_and_the_redirect()
    {
        // Issues in 3, resolved at the end of it (stage 1: cycle 4), fetched in 5, decoded in 6, issues in 7: three cycles lost.
        Feed feed = new(Feed.Plain);
        Assert.That(feed.Branch(taken: true).Issue, Is.EqualTo(3));
        StageTimes target = feed.Do(OperationKind.Integer, to: 1);
        Assert.That((target.Fetch, target.Issue), Is.EqualTo((5L, 7L)));
        Assert.That(feed.Spent(CpiComponent.Branch), Is.EqualTo(3));
    }

    [Test]
    public void The_store_buffer_holds_the_third_store_up()
    {
        // Two entries, the cache takes 10 cycles a store and says it missed: written in 4 and 13, free in 14 and 23.
        Feed feed = new(Feed.Plain, new FixedPort { StoreLatency = 10 });
        Assert.That(feed.Store(1, 0x100).Issue, Is.EqualTo(3));
        Assert.That(feed.Store(1, 0x200).Issue, Is.EqualTo(4));
        Assert.That(feed.Store(1, 0x300).Issue, Is.EqualTo(14));
    }

    [Test]
    public void The_scoreboard_bounds_what_is_under_way()
    {
        Feed feed = new(Feed.Plain with { InOrder = Feed.Plain.InOrder with { Scoreboard = 2 } }, new FixedPort { LoadLatency = 50 });
        feed.Load(to: 1, 0x8000);
        Assert.That(feed.Do(OperationKind.Integer, to: 2).Issue, Is.EqualTo(4));
        Assert.That(feed.Do(OperationKind.Integer, to: 3).Issue, Is.EqualTo(53));
    }

    [Test]
    public void A_late_unit_lets_arithmetic_issue_with_the_load_it_waits_for()
    {
        CoreConfiguration late = Feed.Plain with
        {
            InOrder = Feed.Plain.InOrder with { LateUnits = true },
            Memory = new MemoryConfiguration { L1D = new CacheConfiguration { Latency = 3 } },
        };
        Feed feed = new(late, new FixedPort { LoadLatency = 3 });
        feed.Load(to: 1, 0x8000);
        StageTimes t = feed.Do(OperationKind.Integer, to: 2, from: 1);
        Assert.That((t.Issue, t.Complete), Is.EqualTo((4L, 7L)));
    }

    [Test]
    public void A_csr_waits_for_all_before_and_all_behind_wait_for_it()
    {
        Feed feed = new(Feed.Plain);
        Assert.That(feed.Do(OperationKind.Multiply, to: 1).Retire, Is.EqualTo(7));
        Assert.That(feed.Special(InstructionTraits.Serialises).Issue, Is.EqualTo(7));
        Assert.That(feed.Do(OperationKind.Integer, to: 2).Issue, Is.EqualTo(9));
        Assert.That(feed.Spent(CpiComponent.Serialisation), Is.GreaterThan(0));
    }

    [Test]
    public void A_trap_fetches_its_handler_later_and_more_so_into_another_world()
    {
        Feed feed = new(Feed.Plain);
        StageTimes trap = feed.Special(InstructionTraits.Serialises | InstructionTraits.Trapped);
        Assert.That(feed.Do(OperationKind.Integer).Fetch, Is.EqualTo(trap.Retire + 8));
        trap = feed.Special(InstructionTraits.Serialises | InstructionTraits.Trapped | InstructionTraits.SwitchesWorld);
        Assert.That(feed.Do(OperationKind.Integer).Fetch, Is.EqualTo(trap.Retire + 18));
        StageTimes back = feed.Special(InstructionTraits.Serialises | InstructionTraits.Returns);
        Assert.That(feed.Do(OperationKind.Integer).Fetch, Is.EqualTo(back.Retire + 6));
        Assert.That(feed.Pipeline.Instructions, Is.EqualTo(4), "what trapped did not retire");
    }

    [Test]
    public void A_TLB_miss_is_charged_to_translation()
    {
        Feed feed = new(Feed.Plain, new FixedPort { LoadLatency = 3 }, new Feed.Identity { LateFrom = 0x8000, Late = 40 });
        feed.Load(to: 1, 0x8000);
        Assert.That(feed.Last.Complete, Is.EqualTo(46));
        Assert.That(feed.Spent(CpiComponent.Tlb), Is.EqualTo(40));
    }

    [Test]
    public void A_fence_waits_for_the_store_buffer()
    {
        Feed feed = new(Feed.Plain, new FixedPort { StoreLatency = 20 });
        Assert.That(feed.Store(1, 0x100).Complete, Is.EqualTo(4));
        Assert.That(feed.Special(InstructionTraits.OrdersMemory, OperationKind.Fence).Issue, Is.EqualTo(24));
    }

    [Test]
    public void Waiting_for_an_interrupt_is_idle()
    {
        Feed feed = new(Feed.Plain);
        feed.Do(OperationKind.Integer);
        feed.Pipeline.Idle(100);
        Assert.That(feed.Do(OperationKind.Integer).Fetch, Is.EqualTo(104));
        Assert.That(feed.Spent(CpiComponent.Idle), Is.GreaterThanOrEqualTo(100));
    }
}
