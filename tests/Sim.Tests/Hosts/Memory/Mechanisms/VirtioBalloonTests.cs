using System;
using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Mechanisms;
using Sim.Hosts.Memory.Policies;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Memory.Mechanisms;

[TestFixture]
public sealed class VirtioBalloonTests
{
    private static MemoryHost Make(VirtioBalloonOptions options, double size, params (long Seconds, long Pages)[] targets) => new MemoryRig
    {
        Machine = 100_000,
        Mechanisms = [new VirtioBalloon(options)],
        Policy = new ExternalTargets(new ExternalTargetsOptions
        {
            Targets = [.. Array.ConvertAll(targets, target => new ExternalTarget { Vm = "vm0", At = Duration.FromSeconds(target.Seconds), Memory = new Bytes(target.Pages * 4096) })],
        }),
    }.Of(MemoryRig.Vm(size));

    [Test]
    public void It_follows_the_target_down_and_up_whatever_the_guest_uses()
    {
        MemoryHost host = Make(new VirtioBalloonOptions(), 1000, (0, 600), (10, 900));
        host.Use(0, new GuestUse(100, 10, 0.1));
        host.Advance(1);
        Assert.That(host.Pages.Of(0).Consumed, Is.EqualTo(100));
        host.Advance(1);
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(400), "though nothing backed what it took");
        host.Advance(10);
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(100));
    }

    [Test]
    public void It_moves_at_its_rate()
    {
        MemoryHost host = Make(new VirtioBalloonOptions { Rate = new Bytes(50 * 4096) }, 1000, (0, 600));
        host.Use(0, new GuestUse(1000, 10, 0.1));
        host.Advance(2);
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(100).Within(1e-6));
        host.Advance(10);
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(400).Within(1e-6));
    }

    [Test]
    public void The_guest_swaps_unless_the_balloon_gives_way()
    {
        MemoryHost strict = Make(new VirtioBalloonOptions(), 1000, (0, 600));
        MemoryHost mild = Make(new VirtioBalloonOptions { DeflateOnOom = true }, 1000, (0, 600));
        foreach (MemoryHost host in new[] { strict, mild })
        {
            host.Use(0, new GuestUse(500, 10, 0.1));
            host.Advance(1);
            host.Advance(1);
            host.Use(0, new GuestUse(800, 10, 0.1));
            host.Advance(1);
            host.Advance(1);
        }

        Assert.That(strict.Pages.Of(0).GuestSwapped, Is.EqualTo(200).Within(1e-6));
        Assert.That(mild.Pages.Of(0).GuestSwapped, Is.Zero.Within(1e-6));
        Assert.That(mild.Pages.Of(0).Ballooned, Is.EqualTo(200).Within(1e-6));
    }

    // 32,768 free pages: in 2 s a sixteenth, 2048, and a batch of 32 blocks, 16,384; then 14,336: 896 and all that is left of it.
    [Test]
    public void Free_pages_are_reported_in_passes()
    {
        MemoryHost host = Make(new VirtioBalloonOptions { FreePageReporting = true }, 50_000);
        host.Use(0, new GuestUse(42_768, 10, 0.1));
        host.Advance(0.5);
        host.Use(0, new GuestUse(10_000, 10, 0.1));
        host.Advance(1);
        Assert.That(host.Pages.Of(0).Granted, Is.EqualTo(42_768));
        host.Advance(0.5);
        Assert.That(host.Pages.Of(0).Granted, Is.EqualTo(10_000 + 14_336).Within(1e-6));
        host.Advance(2);
        Assert.That(host.Pages.Of(0).Granted, Is.EqualTo(10_000).Within(1e-6));
    }
}
