using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Mechanisms;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Memory.Mechanisms;

[TestFixture]
public sealed class CompressionTests
{
    private static readonly MemoryCosts Costs = new() { Compress = Duration.FromMilliseconds(1), Decompress = Duration.FromMilliseconds(10), SwapOut = Duration.FromMilliseconds(100) };

    private static (MemoryHost Host, Compression Compression, Swap Swap) Make(double cache, bool swaps)
    {
        Compression compression = new(new CompressionOptions { Cache = cache });
        Swap swap = new(new SwapOptions());
        MemoryHost host = new MemoryRig { Mechanisms = swaps ? [compression, swap] : [compression], Costs = Costs }
            .Of(MemoryRig.Vm(800, MemoryRig.Plain with { Compressible = 0.6 }));
        host.Use(0, new GuestUse(800, 0, 0.1));
        host.Advance(1);
        return (host, compression, swap);
    }

    // 100 victims: 60 compress into 30 and free 30, 40 are swapped: 70 come free.
    [Test]
    public void Of_the_victims_those_that_compress_stay()
    {
        (MemoryHost host, Compression compression, Swap swap) = Make(0.1, swaps: true);
        Assert.That(compression.Reclaim(0, 70), Is.EqualTo(30).Within(1e-9));
        Assert.That(swap.Reclaim(0, 40), Is.EqualTo(40).Within(1e-9));
        Assert.That(host.Pages.Of(0).Compressed, Is.EqualTo(60).Within(1e-9));
        Assert.That(host.MeasuresOf(0).Compressions, Is.EqualTo(60).Within(1e-9));
        Assert.That(host.Measures.ReclaimSeconds, Is.EqualTo((100 * 0.001) + (40 * 0.1)).Within(1e-9));
    }

    // The cache has 8 machine pages, so 16 compressed ones; 60 are kept, 44 go on to the swap.
    [Test]
    public void A_full_cache_gives_its_oldest_to_the_swap()
    {
        (MemoryHost host, Compression compression, _) = Make(0.01, swaps: true);
        Assert.That(compression.Reclaim(0, 70), Is.EqualTo(60 - 8).Within(1e-9));
        Assert.That(host.Pages.Of(0).Compressed, Is.EqualTo(16).Within(1e-9));
        Assert.That(host.MeasuresOf(0).SwapOuts, Is.EqualTo(44).Within(1e-9));
        Assert.That(host.Measures.ReclaimSeconds, Is.EqualTo(0.1 + (44 * 0.11)).Within(1e-9));
    }

    [Test]
    public void Without_a_swap_it_fills_its_cache_and_stops()
    {
        (MemoryHost host, Compression compression, _) = Make(0.1, swaps: false);
        Assert.That(compression.Reclaim(0, 30), Is.EqualTo(30).Within(1e-9));
        // Of the 740 pages that are left 420 would compress; it tries as many as would do at 60 %.
        Assert.That(compression.Reclaim(0, 1000), Is.EqualTo((160 - 60) / 0.6 * 420 / 740 / 2).Within(1e-9));
        for (int again = 0; again < 20; again++)
        {
            compression.Reclaim(0, 1000);
        }

        Assert.That(host.Pages.Of(0).Compressed, Is.EqualTo(160).Within(1e-6), "160 compressed pages in 80");
        Assert.That(host.Pages.Of(0).Swapped, Is.Zero.Within(1e-9));
    }
}
