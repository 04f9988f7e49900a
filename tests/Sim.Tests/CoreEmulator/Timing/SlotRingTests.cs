using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Sim.CoreEmulator.Timing;

namespace Sim.Tests.CoreEmulator.Timing;

internal sealed class SlotRingTests
{
    [Test]
    public void Gives_the_first_cycle_that_has_one_left()
    {
        SlotRing ring = new(2);
        Assert.That(new[] { ring.Take(10), ring.Take(10), ring.Take(10), ring.Take(9), ring.Take(11), ring.Take(11) }, Is.EqualTo(new[] { 10L, 10, 11, 9, 11, 12 }));
    }

    [Test]
    public void Takes_several_cycles_where_all_are_free()
    {
        SlotRing ring = new(1);
        ring.Take(13);
        Assert.That(ring.Take(10, 5), Is.EqualTo(14), "10 to 12 are too short");
        Assert.That(ring.Take(10, 3), Is.EqualTo(10));
        Assert.That(ring.Take(10), Is.EqualTo(19));
    }

    [Test]
    public void What_lies_far_behind_counts_as_free()
    {
        SlotRing ring = new(1, window: 16);
        ring.Take(5);
        ring.Take(21);
        Assert.That(ring.Take(5), Is.EqualTo(5));
    }

    [Test]
    public void Does_as_a_table_of_all_cycles_does()
    {
        Prop.ForAll(
            Gen.Choose(0, 300).ListOf(200).ToArbitrary(),
            Gen.Choose(1, 4).ToArbitrary(),
            (cycles, width) =>
            {
                SlotRing ring = new(width);
                int[] taken = new int[2000];
                return cycles.All(cycle =>
                {
                    int expected = cycle;
                    while (taken[expected] == width)
                    {
                        expected++;
                    }

                    taken[expected]++;
                    return ring.Take(cycle) == expected;
                });
            }).QuickCheckThrowOnFailure();
    }
}
