using System;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Events;

public sealed class EventKeyTests
{
    [Property]
    public bool Keys_order_as_the_triple_of_their_parts((long Time, short Priority, ushort Sequence) a, (long Time, short Priority, ushort Sequence) b)
    {
        EventKey left = new(new SimTime(a.Time), a.Priority, a.Sequence);
        EventKey right = new(new SimTime(b.Time), b.Priority, b.Sequence);
        return (left < right) == (a.CompareTo(b) < 0)
            && (left > right) == (a.CompareTo(b) > 0)
            && (left == right) == (a == b)
            && Math.Sign(left.CompareTo(right)) == Math.Sign(a.CompareTo(b));
    }

    [TestCase(short.MinValue, 0)]
    [TestCase(short.MaxValue, EventKey.MaxSequence)]
    [TestCase((short)-1, 12345)]
    public void Parts_come_back_as_given(short priority, long sequence)
    {
        EventKey key = new(new SimTime(42), priority, sequence);
        Assert.That((key.Time, key.Priority, key.Sequence), Is.EqualTo((new SimTime(42), priority, sequence)));
    }

    [TestCase(-1)]
    [TestCase(EventKey.MaxSequence + 1)]
    public void A_sequence_that_does_not_fit_is_refused(long sequence) =>
        Assert.That(() => new EventKey(SimTime.Zero, 0, sequence), Throws.TypeOf<InvariantException>());
}
