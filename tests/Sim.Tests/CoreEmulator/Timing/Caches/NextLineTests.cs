using NUnit.Framework;
using Sim.CoreEmulator.Timing.Caches;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

internal sealed class NextLineTests : PrefetcherContract
{
    [Test]
    public void A_hit_brings_nothing_in_and_a_miss_the_lines_behind_it()
    {
        NextLine prefetcher = new(new NextLineOptions { Degree = 2 });
        ulong[] wanted = new ulong[4];
        Assert.That(prefetcher.Observe(0x1000, 0, isHit: true, Line, wanted), Is.Zero);
        Assert.That(prefetcher.Observe(0x1008, 0, isHit: false, Line, wanted), Is.EqualTo(2));
        Assert.That((wanted[0] / Line, wanted[1] / Line), Is.EqualTo((0x1040UL / Line, 0x1080UL / Line)));
    }

    protected override IPrefetcher Make() => new NextLine(new NextLineOptions());
}
