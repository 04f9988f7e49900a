using NUnit.Framework;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.CoreEmulator.Timing.Pipelines;

namespace Sim.Tests.CoreEmulator.Timing.Pipelines;

internal sealed class FrontEndTests
{
    private static readonly CoreConfiguration Wide = Feed.Plain with { InOrder = Feed.Plain.InOrder with { Issue = 4, Retire = 8, Scoreboard = 64 }, Units = [] };

    [Test]
    public void A_cycle_fetches_an_aligned_block()
    {
        Feed feed = new(Wide with { FrontEnd = Wide.FrontEnd with { Bytes = 8 } });
        long[] fetched = new long[6];
        for (int n = 0; n < fetched.Length; n++)
        {
            fetched[n] = feed.Do(OperationKind.Integer).Fetch;
        }

        Assert.That(fetched, Is.EqualTo(new long[] { 1, 1, 2, 2, 3, 3 }));
    }

    [Test]
    public void A_full_queue_holds_fetching_up()
    {
        // Issue one a cycle, 4 in the queue: the fifth is fetched when the first has left, in the cycle before that issues... which is 3.
        Feed feed = new(Feed.Plain with { FrontEnd = Feed.Plain.FrontEnd with { Queue = 4 } });
        long last = 0;
        for (int n = 0; n < 100; n++)
        {
            StageTimes t = feed.Do(OperationKind.Integer);
            Assert.That(t.Issue - t.Fetch, Is.LessThanOrEqualTo(5));
            last = t.Issue;
        }

        Assert.That(last, Is.EqualTo(102), "one a cycle all the same");
    }

    [Test]
    public void A_line_that_comes_late_is_charged_to_the_instruction_cache()
    {
        CoreConfiguration core = Wide with { Memory = new MemoryConfiguration { L1I = new CacheConfiguration { Latency = 2, Line = 64 } } };
        Feed feed = new(core, new FixedPort { FetchLatency = 12 });

        // Ten cycles late: asked for in 1, there in 13 in place of 3.
        Assert.That(feed.Do(OperationKind.Integer).Decode, Is.EqualTo(12));
        for (int n = 0; n < 15; n++)
        {
            feed.Do(OperationKind.Integer);
        }

        long before = feed.Last.Fetch;
        Assert.That(feed.Do(OperationKind.Integer).Fetch, Is.EqualTo(before + 11), "the next line");
        Assert.That(feed.Spent(CpiComponent.InstructionCache), Is.GreaterThanOrEqualTo(20));
    }

    [Test]
    public void The_distance_of_a_short_branch_is_in_its_bits()
    {
        // beq x0, x0, +12 and -4, as GNU as encodes them.
        Assert.That(ShortBranch.Way(0x00000663), Is.EqualTo(12));
        Assert.That(ShortBranch.Way(0xFE000EE3), Is.EqualTo(unchecked((ulong)-4L)));
        Assert.That(ShortBranch.Way(0x0E000863), Is.EqualTo(0xF0));
    }
}
