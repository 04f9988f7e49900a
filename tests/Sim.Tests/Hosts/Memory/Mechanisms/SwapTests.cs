using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Mechanisms;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Memory.Mechanisms;

[TestFixture]
public sealed class SwapTests
{
    private static (MemoryHost Host, Swap Swap) Make(SwapOptions options, MemoryCosts? costs = null)
    {
        Swap swap = new(options);
        MemoryHost host = new MemoryRig { Mechanisms = [swap], Costs = costs ?? new MemoryCosts { FirstTouch = Duration.Zero } }.Of(MemoryRig.Vm(800, MemoryRig.Plain with { AccessesPerSecond = 1e9 }));
        host.Use(0, new GuestUse(800, 800, 0.1));
        host.Advance(1);
        return (host, swap);
    }

    [Test]
    public void Pages_go_out_at_a_cost_and_come_in_when_touched()
    {
        (MemoryHost host, Swap swap) = Make(new SwapOptions(), new MemoryCosts { FirstTouch = Duration.Zero, SwapIn = Duration.FromMilliseconds(1), SwapOut = Duration.FromMilliseconds(2) });
        Assert.That(swap.Reclaim(0, 100), Is.EqualTo(100).Within(1e-9));
        Assert.That(host.Measures.ReclaimSeconds, Is.EqualTo(0.2).Within(1e-9));
        host.Advance(1);
        Assert.That(host.FaultsOf(0).SwapIn, Is.EqualTo(100).Within(1e-3));
        Assert.That(host.StallsOf(0).Swap, Is.EqualTo(0.1).Within(1e-5));
    }

    [TestCase(SwapDevice.Hdd, 8e-3)]
    [TestCase(SwapDevice.Ssd, 150e-6)]
    [TestCase(SwapDevice.Nvme, 90e-6)]
    public void A_device_has_its_latency(SwapDevice device, double seconds) => Assert.That(Make(new SwapOptions { Device = device }).Host.SwapInSeconds, Is.EqualTo(seconds));

    [Test]
    public void Given_is_as_the_costs_say() => Assert.That(Make(new SwapOptions()).Host.SwapInSeconds, Is.EqualTo(new MemoryCosts().SwapIn.Seconds));

    [Test]
    public void It_writes_no_more_than_the_device_can()
    {
        (MemoryHost host, Swap swap) = Make(new SwapOptions { Throughput = new Bytes(40 * 4096) });
        Assert.That(swap.Reclaim(0, 100), Is.EqualTo(40).Within(1e-9));
        Assert.That(swap.Reclaim(0, 100), Is.Zero.Within(1e-9));
        host.Advance(0.5);
        Assert.That(swap.Reclaim(0, 100), Is.Zero.Within(1e-6), "reading 40 takes a second");
    }

    // 100 pages a second; a second of work reads all 200 swapped pages, which takes 2 s. So half a second of work fits in 1 s.
    [Test]
    public void Reads_beyond_the_device_slow_the_vm_down()
    {
        Swap swap = new(new SwapOptions { Throughput = new Bytes(100 * 4096) });
        MemoryCosts free = new() { FirstTouch = Duration.Zero, SwapIn = Duration.Zero, SwapOut = Duration.Zero };
        MemoryHost host = new MemoryRig { Mechanisms = [swap], Costs = free }.Of(MemoryRig.Vm(800, MemoryRig.Plain with { AccessesPerSecond = 1e9 }));
        host.Use(0, new GuestUse(800, 800, 1));
        host.Advance(2);
        Assert.That(swap.Reclaim(0, 200), Is.EqualTo(200).Within(1e-9));
        host.Advance(1);
        Assert.That(host.DoneBy(0), Is.EqualTo(0.5).Within(1e-3));
        Assert.That(host.StallsOf(0).Swap, Is.EqualTo(0.5).Within(1e-3));
    }
}
