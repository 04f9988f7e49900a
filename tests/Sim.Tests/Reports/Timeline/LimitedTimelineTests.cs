using NUnit.Framework;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Tests.Reports.Timeline;

internal sealed class LimitedTimelineTests
{
    [Test]
    public void A_window_clips_what_it_cuts_and_counts_what_it_leaves_out()
    {
        CountingTimeline all = new();
        ScriptedHost.Play(all, seed: 1);
        CountingTimeline inner = new();
        SimTime from = new(20_000_000);
        SimTime to = new(40_000_000);
        LimitedTimeline limited = new(inner, from, to, long.MaxValue);
        ScriptedHost.Play(limited, seed: 1);
        Assert.That(inner.First, Is.EqualTo(from));
        Assert.That(inner.Last, Is.EqualTo(to));
        Assert.That(inner.Ends, Is.EqualTo(1));
        Assert.That(limited.Clipped, Is.EqualTo(12), "six vCPUs, at either end");
        Assert.That(limited.Kept, Is.EqualTo(inner.States + inner.Wakes).And.Positive);
        Assert.That(limited.Kept + limited.OutsideWindow, Is.EqualTo(all.States + all.Wakes));
        Assert.That(limited.OverLimit, Is.Zero);
    }

    [Test]
    public void A_limit_ends_the_window_where_it_is_reached_and_counts_the_rest()
    {
        CountingTimeline all = new();
        ScriptedHost.Play(all, seed: 2);
        CountingTimeline inner = new();
        LimitedTimeline limited = new(inner, SimTime.Zero, SimTime.Never, 100);
        ScriptedHost.Play(limited, seed: 2);
        // Whatever the other five vCPUs did at the end goes on beyond it, and is shown up to it.
        Assert.That(limited.Clipped, Is.InRange(1, 6));
        Assert.That(inner.States + inner.Wakes, Is.EqualTo(limited.Kept).And.InRange(100, 106));
        Assert.That(limited.OverLimit, Is.EqualTo(all.States + all.Wakes - limited.Kept));
        Assert.That(limited.OutsideWindow, Is.Zero);
        Assert.That(inner.Last, Is.EqualTo(limited.To).And.LessThan(all.Last));
    }
}
