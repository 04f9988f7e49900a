using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Memory;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Mechanisms;
using Sim.Hosts.Memory.Pages;
using Sim.Hosts.Memory.Policies;
using Sim.Hosts.Memory.Translation;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts;

/// <summary>What memory does to the VMs of an interval host: 4 cores of 1000 MHz, 4 GiB, steps of 300 s.</summary>
internal sealed class IntervalMemoryTests
{
    private const double Size = 2048; // MiB

    private static readonly HostSpec Host =
        new("h", "test", 4, 4, Frequency.FromMegahertz(1000), Bytes.FromGibibytes(4), new PowerCurve([100, 200]));

    [Test]
    public void Without_pressure_VMs_get_what_they_would_without_memory()
    {
        (HostSeries with, VmTotals[] totals, _) = Run(2, 200, used: 1000, active: 500, memory: true);
        (HostSeries without, VmTotals[] plain, _) = Run(2, 200, used: 1000, active: 500, memory: false);
        Assert.That(with.GrantedMhz.Skip(1), Is.EqualTo(without.GrantedMhz.Skip(1)), "in the first step pages are touched for the first time");
        Assert.That(totals[0].GrantedMhz, Is.EqualTo(plain[0].GrantedMhz).Within(1e-3).Percent);
        Assert.That(with.Memory![MemoryColumn.Consumed], Is.All.EqualTo(2000).Within(0.01));
        Assert.That(with.Memory[MemoryColumn.Free], Is.All.EqualTo(2096).Within(0.01), "4 GiB less what two VMs have");
        Assert.That(with.Memory[MemoryColumn.Active], Is.All.EqualTo(1000).Within(0.01));
        Assert.That(with.Memory.Vms[0].Slowdown, Is.EqualTo(1).Within(0.01));
    }

    [Test]
    public void Under_pressure_they_wait_lose_work_and_the_accounts_are_right()
    {
        (HostSeries series, VmTotals[] totals, _) = Run(4, 50, used: 1800, active: 1700, memory: true, fraction: 1);
        VmMemoryTotals vm = series.Memory!.Vms[0];
        double demand = totals[0].DemandMhz * 300 / 1000;
        Assert.That(vm.Sum(MemoryColumn.Wanted), Is.EqualTo(demand).Within(1e-6).Percent, "vCPU seconds");
        Assert.That(vm.Sum(MemoryColumn.Done), Is.LessThan(0.9 * demand));
        Assert.That(vm.Lost.Sum, Is.EqualTo(vm.Sum(MemoryColumn.Wanted) - vm.Sum(MemoryColumn.Done)).Within(1e-3).Percent, "what is lost is laid to something");
        Assert.That(vm.Lost.Swap + vm.Lost.Balloon, Is.GreaterThan(0));
        Assert.That(totals[0].GrantedMhz * 300 / 1000, Is.LessThanOrEqualTo(vm.Sum(MemoryColumn.Done) + 1e-6), "memory first, then cores");
        Assert.That(vm.Slowdown, Is.GreaterThan(1.1));
        Assert.That(totals[0].ReadyPct, Is.Zero.Within(1e-6), "waiting for memory is not waiting for a core");
        Assert.That(totals[0].CappedPct, Is.Zero.Within(1e-6), "nor is it a limit");
    }

    [Test]
    public void A_VM_that_leaves_gives_its_memory_back()
    {
        Residency[] stays = [new(0, 0, 96), new(1, 0, 300)];
        (HostSeries series, _, _) = Run(2, 300, used: 1000, active: 100, memory: true, stays: stays);
        Assert.That(series.Memory![MemoryColumn.Consumed][95], Is.EqualTo(2000).Within(0.01));
        Assert.That(series.Memory[MemoryColumn.Consumed][96], Is.EqualTo(1000).Within(0.01), "the end of a block is the end of a stay");
        Assert.That(series.Memory.Vms[0].Steps, Is.EqualTo(96));
        Assert.That(series.Memory.Vms[1].Steps, Is.EqualTo(300));
    }

    [Test]
    public void The_warm_up_does_not_count()
    {
        (HostSeries series, _, _) = Run(2, 120, used: 1000, active: 100, memory: true, warmup: 20);
        Assert.That(series.Memory!.Vms[0].Steps, Is.EqualTo(100));
        Assert.That(series.Memory.Vms[0].Faults.FirstTouch, Is.Zero, "pages were touched before");
    }

    [Test]
    public void A_calm_host_still_shows_every_VM_in_every_step()
    {
        (HostSeries calm, _, int seen) = Run(2, 150, used: 1000, active: 500, memory: true, probe: true);
        Assert.That(seen, Is.EqualTo(2 * 150), "each VM in each step, calm or not");
        Assert.That(calm.Memory!.Vms[0].Mean(MemoryColumn.Active), Is.EqualTo(500).Within(1e-6));
        Assert.That(calm.Memory.Vms[0].Sum(MemoryColumn.Wanted), Is.EqualTo(150 * 300 * 0.5).Within(1e-6));
    }

    // Working sets of 1024 and 512 MiB in turn, 256 MiB in reach of the TLB; misses fall in a straight line, so 3/4 and 1/2
    // of 1e6 lookups miss: 24 loads of 10 ns against 4 make 1.18 / 1.03 and 1.12 / 1.02.
    [TestCase(0.5)]
    [TestCase(1)]
    public void Steps_taken_at_once_have_the_cost_of_translation_of_each(double fraction)
    {
        const int steps = 200;
        double[] slowdowns = [1.18 / 1.03, 1.12 / 1.02];
        (HostSeries series, VmTotals[] totals, _) = Run(2, steps, new Swinging(), fraction, model: Translating);
        VmMemoryTotals vm = series.Memory!.Vms[0];
        double done = slowdowns.Sum(slowdown => steps / 2 * Math.Min(fraction * 300, 300 / slowdown));
        double stalled = slowdowns.Sum(slowdown => steps / 2 * Math.Min(fraction * 300, 300 / slowdown) * (slowdown - 1));
        Assert.That(vm.Sum(MemoryColumn.Wanted), Is.EqualTo(steps * fraction * 300).Within(1e-6));
        Assert.That(vm.Sum(MemoryColumn.Done), Is.EqualTo(done).Within(1e-6));
        Assert.That(vm.Stalls.Translation, Is.EqualTo(stalled).Within(1e-6));
        Assert.That(vm.Stalls.Sum, Is.EqualTo(stalled).Within(1e-6));
        Assert.That(vm.Sum(MemoryColumn.Stalled), Is.EqualTo(stalled).Within(1e-6));
        Assert.That(vm.Lost.Translation, Is.EqualTo((steps * fraction * 300) - done).Within(1e-6));
        Assert.That(totals[0].GrantedMhz * 0.3, Is.EqualTo(done).Within(1e-6));
        foreach (int step in (int[])[0, 1, 100, 101])
        {
            double cost = Math.Min(fraction * 300, 300 / slowdowns[step % 2]) * (slowdowns[step % 2] - 1);
            Assert.That(series.Memory[MemoryColumn.Stalled][step], Is.EqualTo(2 * cost).Within(1e-6), $"step {step}");
        }
    }

    private static MemoryHost Translating(HostSpec host, IReadOnlyList<Residency> stays) => new(new MemoryHostOptions
    {
        Installed = host.Memory.Mebibytes * PageSizes.PerMebibyte,
        Vms =
        [
            .. stays.Select(_ => new MemoryClaim
            {
                Size = Size * PageSizes.PerMebibyte,
                Guest = new GuestMemory { Shape = MissCurveShape.Linear, DriftPerHour = 0, WritesPerHour = 0, PageCache = 0, ColdInterval = Duration.FromHours(2_000_000) },
            }),
        ],
        Store = (machine, options) => new StatisticalPages(machine, options),
        Policy = new NoMemoryPolicy(),
        Mechanisms = [],
        Ladder = new LadderOptions { Kind = LadderKind.Custom }.Make,
        Costs = new MemoryCosts { FirstTouch = Duration.Zero },
        Translation = new TranslationOptions { WalkCache = 0, NestedTlb = 0, LookupsPerSecond = 1e6, TableLoad = Duration.FromNanoseconds(10), TlbEntries = 256 * PageSizes.PerMebibyte },
        Streams = new RandomStreams(1),
        Verify = true,
    });

    private static (HostSeries Series, VmTotals[] Totals, int Seen) Run(
        int count, int steps, double used, double active, bool memory, double fraction = 0.5, int warmup = 0, Residency[]? stays = null, bool probe = false) =>
        Run(count, steps, new Constant(used, active), fraction, warmup, stays, probe, memory ? Memory : null);

    private static (HostSeries Series, VmTotals[] Totals, int Seen) Run(
        int count, int steps, IMemoryDemand guests, double fraction, int warmup = 0, Residency[]? stays = null, bool probe = false, Func<HostSpec, IReadOnlyList<Residency>, MemoryHost>? model = null)
    {
        VmSpec[] vms = [.. Enumerable.Repeat(new VmSpec(1, 1000, Size, 1000, 0, double.PositiveInfinity, -1), count)];
        stays ??= [.. vms.Select((_, i) => new Residency(i, 0, steps))];
        IntervalRules rules = new(steps, warmup, 300, true, false, EnergyIntegration.Step, Verify: true);
        HostSeries series = new(steps, model is not null);
        VmTotals[] totals = new VmTotals[stays.Length];
        TableDemand demand = new([.. vms.Select(_ => new[] { fraction })]);
        Counting counting = new();
        MemoryModel? memory = model is null ? null : new MemoryModel(guests, model);
        new IntervalHost(vms, [], demand, rules, memory).Replay(Host, stays, series, totals, probe ? counting : null);
        return (series, totals, counting.Seen);
    }

    private static MemoryHost Memory(HostSpec host, IReadOnlyList<Residency> stays) => new(new MemoryHostOptions
    {
        Installed = host.Memory.Mebibytes * PageSizes.PerMebibyte,
        Vms = [.. stays.Select(_ => new MemoryClaim { Size = Size * PageSizes.PerMebibyte, Shares = 10 * Size })],
        Store = (machine, options) => new StatisticalPages(machine, options),
        Policy = new EsxShares(new EsxSharesOptions()),
        Mechanisms = [new Balloon(new BalloonOptions()), new Swap(new SwapOptions())],
        Ladder = machine => new LadderOptions().Make(machine),
        Streams = new RandomStreams(1),
        Verify = true,
    });

    private sealed class Constant(double used, double active) : IMemoryDemand
    {
        public void Read(int vm, long firstStep, Span<double> usedMib, Span<double> activeMib)
        {
            usedMib.Fill(used);
            activeMib.Fill(active);
        }
    }

    private sealed class Swinging : IMemoryDemand
    {
        public void Read(int vm, long firstStep, Span<double> usedMib, Span<double> activeMib)
        {
            usedMib.Fill(1500);
            for (int i = 0; i < activeMib.Length; i++)
            {
                activeMib[i] = (firstStep + i) % 2 == 0 ? 1024 : 512;
            }
        }
    }

    private sealed class Counting : IVmProbe
    {
        public int Seen { get; private set; }

        public void Observe(
            int vm, int firstStep, ReadOnlySpan<double> demandMhz, ReadOnlySpan<double> grantedMhz, ReadOnlySpan<double> readyPct, ReadOnlySpan<double> cappedPct)
        {
        }

        public void ObserveMemory(int vm, int step, ReadOnlySpan<double> values) => Seen += values.Length == MemorySeries.VmColumns ? 1 : 0;
    }
}
