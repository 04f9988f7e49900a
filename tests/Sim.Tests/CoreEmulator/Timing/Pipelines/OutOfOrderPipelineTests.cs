using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.Tests.CoreEmulator.Timing.Pipelines;

/// <summary>At which cycle what happens, computed by hand; and long runs against closed forms.</summary>
internal sealed class OutOfOrderPipelineTests
{
    private const int Long = 20_000;

    [Test]
    public void An_instruction_passes_its_stages()
    {
        // Fetched in 1, decoded in 2, in the window in 3, issued in 4, at its unit two stages later, done in 7.
        StageTimes t = new Feed(Feed.OutOfOrder).Do(OperationKind.Integer, to: 1);
        Assert.That((t.Fetch, t.Decode, t.Dispatch, t.Issue, t.Complete, t.Retire), Is.EqualTo((1L, 2L, 3L, 4L, 7L, 7L)));
    }

    [Test]
    public void Dependent_arithmetic_issues_back_to_back()
    {
        Feed feed = new(Feed.OutOfOrder);
        feed.Do(OperationKind.Integer, to: 1);
        Assert.That(feed.Do(OperationKind.Integer, to: 1, from: 1).Issue, Is.EqualTo(5));
        Assert.That(feed.Do(OperationKind.Multiply, to: 2, from: 1).Issue, Is.EqualTo(6));
        Assert.That(feed.Do(OperationKind.Integer, to: 3, from: 2).Issue, Is.EqualTo(10));
    }

    [Test]
    public void What_is_ready_overtakes_what_waits_but_retires_behind_it()
    {
        Feed feed = new(Feed.OutOfOrder, new FixedPort { LoadLatency = 100, By = ServedBy.Memory });
        feed.Load(to: 1, 0x8000);
        StageTimes waits = feed.Do(OperationKind.Integer, to: 2, from: 1);
        StageTimes ready = feed.Do(OperationKind.Integer, to: 3);
        Assert.That(ready.Issue, Is.LessThan(waits.Issue));
        Assert.That(ready.Retire, Is.EqualTo(waits.Retire));
    }

    [Test]
    public void A_full_reorder_buffer_lets_nothing_in_before_its_oldest_retires()
    {
        CoreConfiguration small = Feed.OutOfOrder with { OutOfOrder = Feed.OutOfOrder.OutOfOrder with { Rob = 4 } };
        Feed feed = new(small, new FixedPort { LoadLatency = 100 });
        long retired = feed.Load(to: 1, 0x8000).Retire;
        for (int n = 0; n < 3; n++)
        {
            Assert.That(feed.Do(OperationKind.Integer).Dispatch, Is.LessThan(10));
        }

        Assert.That(feed.Do(OperationKind.Integer).Dispatch, Is.EqualTo(retired));
    }

    [Test]
    public void A_load_takes_from_an_older_store_what_it_wrote()
    {
        Feed feed = new(Feed.OutOfOrder);
        for (int n = 0; n < 6; n++)
        {
            feed.Do(OperationKind.Integer, to: 1);
        }

        feed.Store(1, 0x8000);
        for (int n = 0; n < 4; n++)
        {
            feed.Do(OperationKind.Integer, to: 2);
        }

        StageTimes load = feed.Load(to: 3, 0x8000);
        Assert.That(load.Complete - load.Issue, Is.EqualTo(2 + 4), "two stages to the unit, four cycles of forwarding");
    }

    [Test]
    public void A_load_that_passed_an_older_store_to_its_address_is_done_again_once()
    {
        Feed feed = new(Feed.OutOfOrder);
        ulong address = 0x8000;
        int violations = 0;
        for (int n = 0; n < 20; n++)
        {
            // The store's address comes late, out of a division.
            feed.Do(OperationKind.Divide, to: 5);
            feed.Store(1, address, from: 5);
            TimedInstruction load = feed.Next(OperationKind.Load, 6, 0, 0);
            load.Pc = 0x1000;
            load.Flags = InstructionTraits.Loads;
            load.Address = address;
            load.Size = 8;
            StageTimes t = feed.Take(load);
            violations += t.Complete - t.Issue > 10 ? 1 : 0;
        }

        Assert.That(violations, Is.EqualTo(1));
    }

    [Test]
    public void A_chain_of_multiplications_takes_its_latency_each()
    {
        Feed feed = new(Feed.OutOfOrder);
        Assert.That(Cpi(feed, () => feed.Do(OperationKind.Multiply, to: 1, from: 1)), Is.EqualTo(4).Within(0.01));
    }

    [Test]
    public void Independent_work_goes_at_the_narrowest_width()
    {
        foreach (int retire in (int[])[1, 2, 3, 4])
        {
            Feed feed = new(Feed.OutOfOrder with { OutOfOrder = Feed.OutOfOrder.OutOfOrder with { Retire = retire } });
            Assert.That(Cpi(feed, () => feed.Do(OperationKind.Integer)), Is.EqualTo(1.0 / retire).Within(0.01));
        }
    }

    [Test]
    public void Misses_overlap_as_far_as_the_reorder_buffer_reaches()
    {
        // Little's law: each instruction is under way for the latency and the stages around it.
        const int latency = 200;
        foreach (int rob in (int[])[16, 64, 128])
        {
            CoreConfiguration core = Feed.OutOfOrder with
            {
                OutOfOrder = Feed.OutOfOrder.OutOfOrder with { Rob = rob, Loads = rob, IntegerRegisters = 1000 },
                Units = [],
            };
            Feed feed = new(core, new FixedPort { LoadLatency = latency, By = ServedBy.Memory });
            double cpi = Cpi(feed, () => feed.Load(to: 1, 0x8000));
            double expected = (latency + 3.0) / rob;
            Assert.That(cpi, Is.EqualTo(expected).Within(2).Percent, $"reorder buffer of {rob}");
        }
    }

    [Test]
    public void Loads_one_behind_the_other_take_the_latency_each()
    {
        Feed feed = new(Feed.OutOfOrder, new FixedPort { LoadLatency = 80, By = ServedBy.Llc });
        Assert.That(Cpi(feed, () => feed.Load(to: 1, 0x8000, from: 1)), Is.EqualTo(80).Within(0.1));
        Assert.That(feed.Spent(CpiComponent.DataLlc) / (double)feed.Pipeline.Cycle, Is.GreaterThan(0.97));
    }

    [Test]
    public void A_wrong_way_costs_the_stages_from_fetch_to_execution()
    {
        // Fetch 1, decode 1, dispatch and issue 1, two stages to the unit, 1 to execute, 1 to redirect: seven from fetch to fetch.
        Feed feed = new(Feed.OutOfOrder);
        StageTimes branch = feed.Branch(taken: true);
        Assert.That(feed.Do(OperationKind.Integer).Fetch - branch.Fetch, Is.EqualTo(7));
        Assert.That(feed.Spent(CpiComponent.Branch), Is.GreaterThan(0));
    }

    [Test]
    public void A_short_branch_that_is_predicated_is_never_wrong()
    {
        CoreConfiguration core = Feed.OutOfOrder with { FrontEnd = Feed.OutOfOrder.FrontEnd with { ShortForwardBranches = 8 } };
        Feed feed = new(core);
        StageTimes branch = feed.Branch(taken: true, target: 0x1008);
        Assert.That(feed.Do(OperationKind.Integer).Fetch, Is.EqualTo(branch.Fetch));
        Assert.That(feed.Spent(CpiComponent.Branch), Is.Zero);
    }

    [Test]
    public void An_issue_queue_that_is_full_lets_in_when_any_of_it_issues()
    {
        CoreConfiguration core = Feed.OutOfOrder with
        {
            OutOfOrder = Feed.OutOfOrder.OutOfOrder with { Queues = [new QueueConfiguration { Entries = 2, Issue = 2 }] },
        };
        Feed feed = new(core, new FixedPort { LoadLatency = 50 });
        StageTimes load = feed.Load(to: 1, 0x8000);
        feed.Do(OperationKind.Integer, to: 2, from: 1);
        feed.Do(OperationKind.Integer, to: 3);

        // The first integer waits in the queue for the load; the other left it, and left room.
        Assert.That(feed.Do(OperationKind.Integer, to: 4).Dispatch, Is.LessThan(load.Complete));
    }

    [Test]
    public void Cycles_add_up_to_the_last()
    {
        Feed feed = new(Feed.OutOfOrder, new FixedPort { LoadLatency = 17, By = ServedBy.L2 });
        System.Random random = new(7);
        for (int n = 0; n < Long; n++)
        {
            switch (random.Next(5))
            {
                case 0:
                    feed.Load(random.Next(32), (ulong)random.Next(64) * 8, random.Next(32));
                    break;
                case 1:
                    feed.Store(random.Next(32), (ulong)random.Next(64) * 8, random.Next(32));
                    break;
                case 2:
                    feed.Branch(random.Next(2) == 0, (ulong)random.Next(0x1000, 0x2000) & ~3UL);
                    break;
                case 3:
                    feed.Special(random.Next(4) == 0 ? InstructionTraits.Serialises : InstructionTraits.None);
                    break;
                default:
                    feed.Do((OperationKind)random.Next((int)OperationKind.Nothing), random.Next(64), random.Next(64), random.Next(64));
                    break;
            }
        }

        Assert.That(feed.Pipeline.Stack.Total, Is.EqualTo(feed.Pipeline.Cycle));
        for (int n = 0; n < feed.Times.Count; n++)
        {
            StageTimes t = feed.Times[n];
            Assert.That(t.Fetch < t.Decode && t.Decode < t.Dispatch && t.Dispatch < t.Issue && t.Issue < t.Complete && t.Complete <= t.Retire, $"{n}: {t}");
            Assert.That(n == 0 || t.Retire >= feed.Times[n - 1].Retire);
        }
    }

    private static double Cpi(Feed feed, System.Func<StageTimes> next)
    {
        for (int n = 0; n < 1000; n++)
        {
            next();
        }

        long before = feed.Pipeline.Cycle;
        for (int n = 0; n < Long; n++)
        {
            next();
        }

        return (feed.Pipeline.Cycle - before) / (double)Long;
    }
}
