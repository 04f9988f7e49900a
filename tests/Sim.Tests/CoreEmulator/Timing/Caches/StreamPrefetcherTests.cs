using NUnit.Framework;
using Sim.CoreEmulator.Timing.Caches;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

internal sealed class StreamPrefetcherTests : PrefetcherContract
{
    [Test]
    public void Runs_ahead_in_the_direction_of_the_stream_whoever_makes_it()
    {
        StreamPrefetcher prefetcher = new(new StreamOptions { Degree = 1, Distance = 3 });
        ulong[] wanted = new ulong[4];
        Assert.That(prefetcher.Observe(0x1800, 1, isHit: false, Line, wanted), Is.Zero);
        Assert.That(prefetcher.Observe(0x17C0, 2, isHit: false, Line, wanted), Is.Zero);
        Assert.That(prefetcher.Observe(0x1780, 3, isHit: false, Line, wanted), Is.EqualTo(1));
        Assert.That(wanted[0], Is.EqualTo(0x1780 - (3 * 0x40)));
    }

    protected override IPrefetcher Make() => new StreamPrefetcher(new StreamOptions());
}
