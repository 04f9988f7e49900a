using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Validation.Scheduling;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class EevdfTests : FairSchedulerContract
{
    protected override IVcpuScheduler Make() => Make(Duration.FromMilliseconds(4));

    protected override IVcpuScheduler Make(Duration tick) => new Eevdf(new EevdfOptions { Tick = tick });

    [Test]
    public void Without_a_tick_two_hogs_take_turns_of_a_base_slice()
    {
        CpuBench bench = new(Make(Duration.Zero), 1);
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromMilliseconds(700), Duration.FromMilliseconds(70));
        Assert.That(host.MeasuresOf(0).LongestGap.Seconds, Is.EqualTo(0.0007).Within(1e-6));
        Assert.That(host.MeasuresOf(0).Preemptions, Is.EqualTo(500).Within(2));
    }

    [Test]
    public void With_a_tick_they_take_turns_of_a_tick()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromMilliseconds(800), Duration.FromMilliseconds(80));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(4)));
    }

    [Test]
    public void Lag_stays_within_the_longest_slice_and_a_tick([Range(1, 8)] int seed)
    {
        RandomStream draw = new RandomStreams(seed)["lag"];
        Eevdf policy = new(new EevdfOptions { Tick = Duration.FromMilliseconds(seed % 2 == 0 ? 4 : 0) });
        LagProbe probe = new(policy);
        CpuBench bench = new(probe, 1);
        int vms = 2 + (int)draw.NextInt(6);
        for (int vm = 0; vm < vms; vm++)
        {
            VcpuClaim claim = new() { Shares = 200 + draw.NextInt(2000), Slice = new Duration(100_000 + draw.NextInt(10_000_000)) };
            long period = 1_000_000 + draw.NextInt(50_000_000);
            _ = draw.NextBool(0.5)
                ? bench.Hog(claim)
                : bench.Periodic(new Duration((long)(period * 0.5 * draw.NextDouble()) + 1000), new Duration(period), default, claim);
        }

        bench.Run(Duration.FromSeconds(10));
        double longest = Enumerable.Range(0, vms).Max(vm => bench.Host.Vms[vm].Slice!.Value.Seconds) * 1e9;
        double bound = longest + (seed % 2 == 0 ? 4e6 : 0);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: lag up to {probe.Largest / 1e6:F3} ms, longest slice {longest / 1e6:F3} ms"));
        Assert.That(probe.Largest, Is.LessThanOrEqualTo(bound));
    }

    [Test]
    public void No_bonus_for_sleepers_where_cfs_gives_one([Values(1, 2, 5, 10, 20, 50, 100, 200)] int periodMs)
    {
        // models.md G6: a hog and one that wants half; CFS 50/50, EEVDF 67/33 by the cover letter.
        double[] shares = [.. new IVcpuScheduler[] { new Cfs(new CfsOptions()), Make(), new Eevdf(new EevdfOptions { ScaleCpus = 8 }), new Cfs(new CfsOptions { ScaleCpus = 8 }) }.Select(policy =>
        {
            CpuBench bench = new(policy, 1);
            bench.Hog();
            bench.Vm(new VcpuClaim(), _ => new RunSleepProgram(new Duration(periodMs * 500_000), new Duration(periodMs * 500_000)));
            bench.Run(Duration.FromSeconds(30), Duration.FromSeconds(1));
            return bench.Cores(0);
        })];
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"run and sleep {periodMs / 2.0} ms each: hog cfs {shares[0]:F3}, eevdf {shares[1]:F3}; 8 CPUs: cfs {shares[3]:F3}, eevdf {shares[2]:F3}"));
        Assert.That(shares[1], Is.GreaterThanOrEqualTo(shares[0] - 0.02));
        Assert.That(shares[1], Is.InRange(0.48, 0.70));
    }

    [Test]
    public void A_sleeper_waits_for_the_rest_of_one_slice_at_most()
    {
        CpuBench bench = new(Make(Duration.Zero), 1);
        int sleeper = bench.Periodic(Duration.FromMilliseconds(1), Duration.FromNanoseconds(10_007_000), Duration.FromNanoseconds(1_370_000));
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(20), Duration.FromSeconds(1));
        Assert.That(host.MeasuresOf(host.FirstVcpu(sleeper)).WakeLatency.Maximum.Seconds, Is.LessThanOrEqualTo(0.0007 + 1e-6)); // RUN_TO_PARITY
    }

    [Test]
    public void Short_slices_preempt_long_ones()
    {
        (double with, long switchesWith) = Cyclic(true);
        (double without, long switchesWithout) = Cyclic(false);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"PREEMPT_SHORT: mean delay {with * 1e6:F0} us with, {without * 1e6:F0} us without; switches {switchesWith} and {switchesWithout}"));
        Assert.That(with, Is.LessThan(without * 0.8)); // models.md G7
        Assert.That(switchesWith, Is.GreaterThan(switchesWithout * 0.95));
    }

    private static (double Delay, long Switches) Cyclic(bool preemptShort)
    {
        CpuBench bench = new(new Eevdf(new EevdfOptions { Features = new EevdfFeatures { PreemptShort = preemptShort } }), 1);
        for (int vm = 0; vm < 5; vm++)
        {
            // massive_intr: works 8 ms, sleeps 1 ms.
            bench.Vm(new VcpuClaim { Slice = Duration.FromMilliseconds(100) }, _ => new RunSleepProgram(Duration.FromMilliseconds(8), Duration.FromMilliseconds(1)));
        }

        for (int vm = 0; vm < 5; vm++)
        {
            bench.Periodic(Duration.FromNanoseconds(20_000), Duration.FromNanoseconds(10_000_000 + (vm * 10_000)), Duration.FromNanoseconds(370_000 * (vm + 1)), new VcpuClaim { Slice = Duration.FromNanoseconds(500_000) });
        }

        CpuHost host = bench.Run(Duration.FromSeconds(30), Duration.FromSeconds(1));
        return (Enumerable.Range(5, 5).Average(vcpu => host.MeasuresOf(vcpu).WakeLatency.Mean.Seconds), host.SwitchesOf(0));
    }
}
