using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Kernel.Events;

public sealed class FrontSortTests
{
    /// <summary>All lengths around those where the method changes; times with many ties, priorities that put ties into another order.</summary>
    [Test]
    public void It_sorts_as_the_library_does([Range(0, 130)] int length, [Values(1, 3, 1000)] int times)
    {
        RandomStream random = new RandomStreams(length)["sort"];
        QueuedEvent[] items = [.. Enumerable.Range(0, length).Select(i => new QueuedEvent(
            new EventKey(new SimTime(random.NextInt(times) * (random.NextBool(0.1) ? long.MaxValue / 1000 : 1)), (short)random.NextInt(2), i), i))];
        QueuedEvent[] expected = (QueuedEvent[])items.Clone();
        Array.Sort(expected);
        FrontSort.Sort(items);
        Assert.That(items, Is.EqualTo(expected));
    }
}
