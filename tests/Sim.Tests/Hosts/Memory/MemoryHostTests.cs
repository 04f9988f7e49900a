using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Mechanisms;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Policies;
using Sim.Hosts.Memory.Translation;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Memory;

[TestFixture]
public sealed class MemoryHostTests
{
    private static readonly LadderOptions Ladder = new() { Kind = LadderKind.Custom, Clear = 0.1, Soft = 0.08, Hard = 0.04, Low = 0.02 };

    private static readonly ExternalTarget[] Fixed = [new() { Vm = "vm0", Memory = new Bytes(300 * 4096) }];

    [Test]
    public void Waiting_takes_time_of_the_vcpus()
    {
        MemoryHost host = new MemoryRig { Costs = new MemoryCosts { FirstTouch = Duration.FromMilliseconds(10) } }.Of(MemoryRig.Vm(500));
        host.Use(0, new GuestUse(100, 50, 6));
        host.Advance(10);
        // 100 pages at 10 ms: 1 s of waiting beside 6 s of work, in 10 s.
        Assert.That(host.DoneBy(0), Is.EqualTo(6).Within(1e-9));
        Assert.That(host.StallsOf(0).FirstTouch, Is.EqualTo(1).Within(1e-9));
        Assert.That(host.MeasuresOf(0).Slowdown, Is.EqualTo(7.0 / 6).Within(1e-9));
    }

    [Test]
    public void Work_that_does_not_fit_is_left_undone()
    {
        MemoryHost host = new MemoryRig { Costs = new MemoryCosts { FirstTouch = Duration.FromMilliseconds(60) } }.Of(MemoryRig.Vm(500));
        host.Use(0, new GuestUse(100, 50, 6));
        host.Advance(10);
        // 6 s of waiting with 6 s of work: as much waiting as working, 5 s each.
        Assert.That(host.DoneBy(0), Is.EqualTo(5).Within(1e-9));
        Assert.That(host.StallsOf(0).Sum, Is.EqualTo(5).Within(1e-9));
        host.Advance(10);
        Assert.That(host.DoneBy(0), Is.EqualTo(6).Within(1e-9), "the burst is over, so it slows the next step no more");
    }

    // 4000 pages, 1000 in reach of the TLB: of 1e6 lookups 3/4 miss, each 24 loads of 10 ns against 4: 1.18 s for 1.03 s.
    [Test]
    public void Walks_of_two_tables_take_time_of_the_vcpus()
    {
        MemoryHost host = Translating(largePages: false).Of(MemoryRig.Vm(8000));
        host.Use(0, new GuestUse(5000, 4000, 6));
        host.Advance(10);
        Assert.That(host.StallsOf(0).Translation, Is.EqualTo(6 * (1.18 / 1.03 - 1)).Within(1e-9));
        Assert.That(host.StallsOf(0).Sum, Is.EqualTo(host.StallsOf(0).Translation));
        Assert.That(host.MeasuresOf(0).Slowdown, Is.EqualTo(1.18 / 1.03).Within(1e-9));
        host.Use(0, new GuestUse(5000, 4000, 10));
        host.Advance(10);
        Assert.That(host.DoneBy(0), Is.EqualTo(10 / 1.18 * 1.03).Within(1e-9), "the rest finds no time");
        host.Use(0, new GuestUse(5000, 1000, 6));
        host.Advance(10);
        Assert.That(host.StallsOf(0).Translation, Is.Zero, "all in reach");
        Assert.That(host.SlowdownByTranslation(0, 4000), Is.EqualTo(1.18 / 1.03).Within(1e-9), "whatever was asked last");
    }

    [Test]
    public void Large_pages_reach_further()
    {
        MemoryHost host = Translating(largePages: true).Of(MemoryRig.Vm(8192));
        host.Use(0, new GuestUse(5120, 4000, 6));
        host.Advance(10);
        Assert.That(host.Pages.Of(0).Large, Is.EqualTo(5120));
        Assert.That(host.StallsOf(0).Translation, Is.Zero);
        host.Pages.BreakLarge(0, 2560);
        host.Advance(10);
        // Half of the accesses miss as before: 1 + 0.5 x 0.75 x 0.24 against 1 + 0.5 x 0.75 x 0.04.
        Assert.That(host.StallsOf(0).Translation, Is.EqualTo(6 * (1.09 / 1.015 - 1)).Within(1e-9));
    }

    private static MemoryRig Translating(bool largePages) => new()
    {
        Machine = 10_000,
        Costs = new MemoryCosts { FirstTouch = Duration.Zero, FirstTouchLarge = Duration.Zero },
        LargePages = largePages,
        Translation = new TranslationOptions { WalkCache = 0, NestedTlb = 0, LookupsPerSecond = 1e6, TableLoad = Duration.FromNanoseconds(10), TlbEntries = 1000 },
    };

    [Test]
    public void Who_lacks_a_page_stands_still()
    {
        MemoryHost host = new MemoryRig { Machine = 100 }.Of(MemoryRig.Vm(500));
        host.Use(0, new GuestUse(100, 50, 6));
        host.Advance(10);
        Assert.That(host.DoneBy(0), Is.EqualTo(6));
        host.Use(0, new GuestUse(101, 50, 6));
        host.Advance(10);
        Assert.That(host.DoneBy(0), Is.Zero);
        Assert.That(host.StallsOf(0).Blocked, Is.EqualTo(6));
        Assert.That(host.MeasuresOf(0).Faults.Unmet, Is.EqualTo(1), "once, however often it was tried");
    }

    [Test]
    public void Who_never_worked_is_infinitely_slow()
    {
        MemoryHost host = new MemoryRig { Machine = 50 }.Of(MemoryRig.Vm(500));
        host.Use(0, new GuestUse(100, 50, 6));
        host.Advance(10);
        Assert.That(host.MeasuresOf(0).Slowdown, Is.EqualTo(double.PositiveInfinity));
    }

    [Test]
    public void Who_grows_gets_what_the_others_give_up_within_the_step()
    {
        MemoryHost host = Short([new Swap(new SwapOptions())]).Of(MemoryRig.Vm(1000), MemoryRig.Vm(1000));
        host.Use(0, new GuestUse(880, 0, 1));
        host.Advance(1);
        Assert.That(host.Ladder.State, Is.EqualTo(LadderState.High));
        host.Use(1, new GuestUse(300, 300, 1));
        host.Advance(1);
        // Equal shares; the idle VM pays four times. It has what is left beside 300.
        Assert.That(host.FaultsOf(1).Unmet, Is.Zero);
        Assert.That(host.Pages.Of(1).Consumed, Is.EqualTo(300).Within(1e-6));
        Assert.That(host.Pages.Free, Is.EqualTo(1000 * 0.04 * 1.1).Within(2.001), "as much as ends the state in which the host swaps");
    }

    [Test]
    public void Balloons_go_before_the_swap_and_end_its_state()
    {
        MemoryHost host = Short([new Balloon(new BalloonOptions()), new Swap(new SwapOptions())]).Of(MemoryRig.Vm(1000), MemoryRig.Vm(1000));
        Press(host);
        Assert.That(host.MeasuresOf(0).SwapOuts, Is.Zero);
        Assert.That(host.Pages.Of(0).Ballooned, Is.GreaterThan(0));
        Assert.That(host.Pages.Free, Is.EqualTo(1000 * 0.08 * 1.1).Within(2.001));
        Assert.That(host.Ladder.State, Is.EqualTo(LadderState.Clear));
    }

    [Test]
    public void Where_the_balloon_is_slow_the_host_swaps_the_rest()
    {
        Balloon slow = new(new BalloonOptions { Rate = new Bytes(20 * 4096) });
        MemoryHost host = Short([slow, new Swap(new SwapOptions())]).Of(MemoryRig.Vm(1000), MemoryRig.Vm(1000));
        Press(host);
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(20).Within(1e-6));
        Assert.That(host.MeasuresOf(0).SwapOuts, Is.GreaterThan(0));
        Assert.That(host.Pages.Free, Is.EqualTo(1000 * 0.04 * 1.1).Within(2.001));
        Assert.That(host.Ladder.State, Is.EqualTo(LadderState.Soft));
    }

    [Test]
    public void Where_nothing_helps_vms_above_their_targets_stand_still()
    {
        SwapOptions slow = new() { Throughput = new Bytes(4096) }; // a page a second
        MemoryHost host = Short([new Swap(slow)]).Of(MemoryRig.Vm(1000), MemoryRig.Vm(1000));
        Press(host);
        Assert.That(host.Ladder.State, Is.EqualTo(LadderState.Low));
        host.Advance(1);
        Assert.That(host.DoneBy(0), Is.Zero);
        Assert.That(host.StallsOf(0).Blocked, Is.EqualTo(0.5));
    }

    [Test]
    public void A_limit_is_kept_in_a_host_with_room_and_is_no_shortage_of_it()
    {
        MemoryHost host = Short([new Swap(new SwapOptions())]).Of(MemoryRig.Vm(600) with { Limit = 100 }, MemoryRig.Vm(600));
        host.Use(0, new GuestUse(300, 50, 1));
        host.Use(1, new GuestUse(400, 50, 1));
        host.Advance(1);
        host.Advance(1);
        Assert.That(host.Pages.Of(0).Consumed, Is.LessThanOrEqualTo(100 + 1e-6));
        Assert.That(host.Pages.Of(0).Swapped, Is.EqualTo(200).Within(1e-6));
        Assert.That(host.Ladder.State, Is.EqualTo(LadderState.High));
    }

    [Test]
    public void A_limit_without_swap_is_kept_by_the_balloon()
    {
        MemoryHost host = Short([new Balloon(new BalloonOptions { Ceiling = 1 })]).Of(MemoryRig.Vm(400) with { Limit = 100 });
        host.Use(0, new GuestUse(300, 50, 1));
        host.Advance(1);
        host.Advance(1);
        Assert.That(host.Pages.Of(0).Consumed, Is.EqualTo(100).Within(1e-6));
        Assert.That(host.FaultsOf(0).Unmet, Is.Zero, "the guest swaps by itself");
        Assert.That(host.Pages.Of(0).GuestSwapped, Is.EqualTo(200).Within(1e-6));
    }

    [Test]
    public void Powered_off_a_vm_has_nothing()
    {
        MemoryHost host = new MemoryRig().Of(MemoryRig.Vm(500));
        host.Use(0, new GuestUse(400, 50, 6));
        host.Advance(10);
        host.PowerOff(0);
        host.Advance(10);
        Assert.That(host.Pages.Free, Is.EqualTo(1000));
        Assert.That(host.DoneBy(0), Is.Zero);
    }

    [Test]
    public void What_balloons_took_goes_back_to_all_alike()
    {
        MemoryHost host = Short([new Balloon(new BalloonOptions())]).Of(MemoryRig.Vm(600), MemoryRig.Vm(600), MemoryRig.Vm(600));
        host.Use(0, new GuestUse(500, 0, 1));
        host.Use(1, new GuestUse(500, 0, 1));
        host.Advance(1);
        host.Advance(1);
        double before = host.Pages.Of(0).Ballooned;
        Assert.That(before, Is.GreaterThan(0));
        Assert.That(host.Pages.Of(1).Ballooned, Is.EqualTo(before).Within(1.5), "each gave alike");
        host.PowerOff(1);
        host.Advance(1);
        Assert.That(host.Ladder.State, Is.EqualTo(LadderState.High));
        Assert.That(host.Pages.Of(0).Ballooned, Is.LessThan(before));
    }

    [Test]
    public void States_are_booked_and_measures_forgotten()
    {
        MemoryHost host = Short([new Swap(new SwapOptions())]).Of(MemoryRig.Vm(1000));
        host.Use(0, new GuestUse(100, 50, 1));
        host.Advance(2);
        Assert.That(host.Measures.In(LadderState.High), Is.EqualTo(2));
        host.ClearMeasures();
        Assert.That(host.Measures.In(LadderState.High), Is.Zero);
        Assert.That(host.MeasuresOf(0).DoneSeconds, Is.Zero);
    }

    [Test]
    public void A_target_from_outside_holds_while_there_is_room()
    {
        MemoryRig rig = new() { Policy = new ExternalTargets(new ExternalTargetsOptions { Targets = Fixed }), Mechanisms = [new VirtioBalloon(new VirtioBalloonOptions())] };
        MemoryHost host = rig.Of(MemoryRig.Vm(500));
        host.Use(0, new GuestUse(400, 50, 1));
        host.Advance(1);
        Assert.That(host.Pages.Of(0).Ballooned, Is.EqualTo(200).Within(1e-6));
        Assert.That(host.Pages.Of(0).Consumed, Is.EqualTo(300).Within(1e-6));
    }

    // Found by the test below: a VM that waits for pages of its own to come back must not lose others to its balloon instead.
    [Test]
    public void Who_waits_for_pages_it_had_before_is_denied_nothing() => Invariants_hold_whatever_guests_do(70);

    // Whatever guests want: pages are conserved (Verify), nobody falls below the reservation by revocation, work and waiting
    // fit into the time, and there is no growth beyond what is free.
    [FsCheck.NUnit.Property(MaxTest = 150)]
    public void Invariants_hold_whatever_guests_do(int seed)
    {
        System.Random draw = new(seed);
        IMemoryMechanism[] all = [new Balloon(new BalloonOptions { Rate = new Bytes(draw.Next(1, 300) * 4096) }), new Compression(new CompressionOptions()), new Swap(new SwapOptions())];
        MemoryRig rig = Short([.. all.Where(_ => draw.Next(4) > 0)]);
        MemoryClaim[] claims = [.. Enumerable.Range(0, draw.Next(1, 6)).Select(_ => Claim(draw))];
        MemoryHost host = rig.Of(claims);
        for (int step = 0; step < 12; step++)
        {
            for (int vm = 0; vm < claims.Length; vm++)
            {
                double used = draw.NextDouble() * claims[vm].Size;
                host.Use(vm, new GuestUse(used, used * draw.NextDouble(), draw.NextDouble() * claims[vm].Vcpus * 2));
            }

            // Without its compression cache, which shrinks by itself where its pages are wanted again.
            double[] before = [.. claims.Select((_, vm) => host.Pages.Of(vm).Granted)];
            host.Advance(2);
            for (int vm = 0; vm < claims.Length; vm++)
            {
                VmPages now = host.Pages.Of(vm);
                Assert.That(now.Consumed, Is.GreaterThanOrEqualTo(Math.Min(before[vm], claims[vm].Reservation) - 1e-3));
                Assert.That(host.DoneBy(vm) + host.StallsOf(vm).Sum, Is.LessThanOrEqualTo((claims[vm].Vcpus * 2) + 1e-9));
                Assert.That(host.DoneBy(vm), Is.LessThanOrEqualTo(host.UseOf(vm).BusySeconds + 1e-9));
            }

            double consumed = claims.Select((_, vm) => host.Pages.Of(vm).Consumed).Sum();
            Assert.That(consumed + host.Pages.Free, Is.EqualTo(1000).Within(1e-3));
            Assert.That(host.Pages.Free, Is.GreaterThanOrEqualTo(-1e-6));
        }
    }

    private static MemoryClaim Claim(System.Random draw)
    {
        double size = draw.Next(50, 700);
        return new MemoryClaim
        {
            Name = "vm",
            Size = size,
            Vcpus = draw.Next(1, 5),
            Shares = draw.Next(1, 100),
            Reservation = Math.Min(0.6 * size, 150) * draw.NextDouble(),
            Limit = draw.Next(3) > 0 ? double.PositiveInfinity : size * (0.6 + (0.4 * draw.NextDouble())),
            Guest = new GuestMemory { HasBalloonDriver = draw.Next(3) > 0 },
        };
    }

    private static void Press(MemoryHost host)
    {
        host.Use(0, new GuestUse(880, 0, 0.5));
        host.Use(1, new GuestUse(10, 10, 0.5));
        host.Advance(1);
        host.Use(1, new GuestUse(300, 300, 0.5));
        host.Advance(1);
    }

    private static MemoryRig Short(IMemoryMechanism[] mechanisms) => new()
    {
        Policy = new EsxShares(new EsxSharesOptions()),
        Mechanisms = mechanisms,
        Ladder = Ladder,
    };
}
