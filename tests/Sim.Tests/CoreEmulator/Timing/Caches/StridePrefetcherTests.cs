using NUnit.Framework;
using Sim.CoreEmulator.Timing.Caches;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

internal sealed class StridePrefetcherTests : PrefetcherContract
{
    [Test]
    public void A_stride_is_learnt_from_the_fourth_access_on()
    {
        // The first names the address, the second the stride, two more confirm it.
        StridePrefetcher prefetcher = new(new StrideOptions { Distance = 2 });
        Assert.That(Wanted(prefetcher, stride: 256, accesses: 3), Is.Empty);
        prefetcher.Forget();
        Assert.That(Wanted(prefetcher, stride: 256, accesses: 4), Is.EqualTo(new[] { 0x10800UL + (3 * 256) + (2 * 256) }));
    }

    [Test]
    public void Descending_strides_too()
    {
        Assert.That(Wanted(Make(), stride: -128), Is.Not.Empty.And.All.LessThan(0x10800UL));
    }

    protected override IPrefetcher Make() => new StridePrefetcher(new StrideOptions());
}
