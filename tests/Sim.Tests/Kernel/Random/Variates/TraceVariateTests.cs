using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Tests.Kernel.Random.Variates;

public sealed class TraceVariateTests
{
    private static readonly double[] Values = [3, 1, 2];
    private static readonly double[] TwiceAndOne = [3, 1, 2, 3, 1, 2, 3];

    [Test]
    public void Values_come_in_their_order_again_and_again()
    {
        RandomStream stream = new RandomStreams(1)["unused"];
        TraceVariate trace = new(Values, TraceEnd.Repeat);
        Assert.That(Enumerable.Range(0, 7).Select(_ => trace.Next(stream)), Is.EqualTo(TwiceAndOne));
        Assert.That(trace.HasNext, Is.True);
        Assert.That(stream.State.Drawn, Is.Zero);
        Assert.That((trace.Mean, trace.Variance), Is.EqualTo((2.0, 2.0 / 3)));
    }

    [Test]
    public void A_trace_that_stops_says_so()
    {
        RandomStream stream = new RandomStreams(1)["unused"];
        TraceVariate trace = new(Values, TraceEnd.Stop);
        Assert.That(Enumerable.Range(0, 3).Select(_ => trace.Next(stream)), Is.EqualTo(Values));
        Assert.That(trace.HasNext, Is.False);
        Assert.That(() => trace.Next(stream), Throws.InvalidOperationException.With.Message.Contains("3 values"));
    }

    [Test]
    public void A_saved_trace_continues_where_it_stood([Values] TraceEnd end)
    {
        RandomStream stream = new RandomStreams(1)["unused"];
        TraceVariate trace = new(Values, end);
        trace.Next(stream);
        TraceVariate resumed = new(Values, end);
        resumed.Restore(trace.State);
        Assert.That(resumed.Next(stream), Is.EqualTo(trace.Next(stream)));
        Assert.That(resumed.State, Is.EqualTo(new TraceVariateState(2)));
    }

    [Test]
    public void States_of_other_traces_are_refused()
    {
        TraceVariate trace = new(Values, TraceEnd.Stop);
        Assert.That(() => trace.Restore(new TraceVariateState(-1)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => trace.Restore(new TraceVariateState(4)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
