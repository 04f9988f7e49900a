using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Mechanisms;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Memory.Mechanisms;

[TestFixture]
public sealed class BalloonTests
{
    private static (MemoryHost Host, Balloon Balloon) Make(BalloonOptions options, GuestMemory guest, double used)
    {
        Balloon balloon = new(options);
        MemoryHost host = new MemoryRig { Mechanisms = [balloon] }.Of(MemoryRig.Vm(800, guest));
        host.Use(0, new GuestUse(used, 10, 0.1));
        host.Advance(1);
        return (host, balloon);
    }

    [Test]
    public void It_frees_as_many_machine_pages_as_it_is_asked_for()
    {
        (MemoryHost host, Balloon balloon) = Make(new BalloonOptions { Ceiling = 1 }, MemoryRig.Plain, 600);
        Assert.That(balloon.Reclaim(0, 100), Is.EqualTo(100).Within(1e-6));
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(300).Within(1e-6), "200 free pages that nothing backed, then 100 that it had");
    }

    [Test]
    public void Its_ceiling_is_a_part_of_the_size()
    {
        (MemoryHost host, Balloon balloon) = Make(new BalloonOptions(), MemoryRig.Plain, 800);
        Assert.That(balloon.Reclaim(0, 800), Is.EqualTo(520).Within(1e-6));
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(520).Within(1e-6));
    }

    [Test]
    public void It_moves_at_its_rate_once_a_poll()
    {
        (MemoryHost host, Balloon balloon) = Make(new BalloonOptions { Rate = new Bytes(30 * 4096) }, MemoryRig.Plain, 800);
        Assert.That(balloon.Reclaim(0, 100), Is.EqualTo(30).Within(1e-6));
        Assert.That(balloon.Reclaim(0, 100), Is.Zero, "until it polls again");
        host.Advance(0.5);
        Assert.That(balloon.Reclaim(0, 100), Is.Zero);
        host.Advance(0.5);
        Assert.That(host.Pages.Of(0).Ballooned, Is.Zero.Within(1e-6), "by then the host, which is not short, has had it given back");
    }

    [Test]
    public void Without_a_driver_it_does_nothing()
    {
        (_, Balloon balloon) = Make(new BalloonOptions(), MemoryRig.Plain with { HasBalloonDriver = false }, 800);
        Assert.That(balloon.Reclaim(0, 100), Is.Zero);
    }

    // 800 in use, 240 of them cache, 24 dirty: 300 pages are 216 clean, 24 dirty, 60 swapped.
    [Test]
    public void The_guest_pays_for_what_its_kernel_has_to_do()
    {
        MemoryCosts costs = new() { BalloonPage = Duration.FromMilliseconds(1), Reclaim = Duration.FromMilliseconds(10), SwapOut = Duration.FromMilliseconds(100) };
        Balloon balloon = new(new BalloonOptions());
        MemoryHost host = new MemoryRig { Mechanisms = [balloon], Costs = costs }.Of(MemoryRig.Vm(800, MemoryRig.Plain with { PageCache = 0.3, DirtyCache = 0.1 }));
        host.Use(0, new GuestUse(800, 10, 0.1));
        host.Advance(1);
        balloon.Reclaim(0, 300);
        Assert.That(host.StallsOf(0).Balloon, Is.EqualTo(0.3 + 3 + 8.4).Within(1e-6));
        Assert.That(host.Measures.ReclaimSeconds, Is.EqualTo(0.3).Within(1e-9));
        GuestReclaim got = host.MeasuresOf(0).Reclaimed;
        Assert.That(new[] { got.Free, got.CleanCache, got.DirtyCache, got.Swapped }, Is.EqualTo(new[] { 0, 216.0, 24, 60 }).Within(1e-6));
    }
}
