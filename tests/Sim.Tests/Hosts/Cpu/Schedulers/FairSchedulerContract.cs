using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Validation.Scheduling;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers.Linux;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>What both of Linux's fair schedulers must do.</summary>
public abstract class FairSchedulerContract : ProportionalShareContract
{
    /// <summary>A new policy with a tick.</summary>
    protected abstract IVcpuScheduler Make(Duration tick);

    [TestCase(0, 0, 0.5)]
    [TestCase(0, 5, 0.7535)] // 1024 : 335, models.md G6
    [TestCase(0, 1, 0.5553)] // 1024 : 820
    [TestCase(-5, 0, 0.7530)] // 3121 : 1024
    [TestCase(0, 10, 0.9030)] // 1024 : 110
    [TestCase(0, 19, 0.9856)] // 1024 : 15
    public void Nice_values_share_by_the_kernels_weights(int first, int second, double share)
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Nice = first });
        bench.Hog(new VcpuClaim { Nice = second });
        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(2));
        Assert.That(bench.Cores(0), Is.EqualTo(share).Within(0.002));
    }

    [TestCase(4, 0.4, 0)]
    [TestCase(2, 0.4, 0)]
    [TestCase(1, 0.3, 0)]
    [TestCase(1, 0.3, 4)]
    [TestCase(4, 1.6, 0)]
    public void A_quota_lets_all_run_and_then_stalls_all(int vcpus, double limit, int tickMs)
    {
        CpuBench bench = new(Make(Duration.FromMilliseconds(tickMs)), vcpus);
        bench.Hog(new VcpuClaim { Vcpus = vcpus, Limit = limit });
        CpuHost host = bench.Run(Duration.FromSeconds(20), Duration.FromSeconds(1));
        double run = 0.1 * limit / vcpus; // models.md A6: q / k, then P - q / k
        double gap = Enumerable.Range(0, vcpus).Max(vcpu => host.MeasuresOf(vcpu).LongestGap.Seconds);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"k {vcpus} limit {limit} tick {tickMs}: rate {bench.Cores(0):F6}, longest gap {gap * 1e3:F3} ms, oracle {(0.1 - run) * 1e3:F3} ms"));
        Assert.That(bench.Cores(0), Is.EqualTo(limit).Within(limit * 0.002));
        Assert.That(gap, Is.EqualTo(0.1 - run).Within(1e-5 + (tickMs * 1e-3)));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Ready), Is.EqualTo(Duration.Zero));
    }

    [Test]
    public void A_limit_holds_against_a_competitor()
    {
        CpuBench bench = new(Make(), 1);
        int capped = bench.Hog(new VcpuClaim { Limit = 0.3 });
        int other = bench.Hog();
        bench.Run(Duration.FromSeconds(20), Duration.FromSeconds(1));
        Assert.That(bench.Cores(capped), Is.EqualTo(0.3).Within(0.001));
        Assert.That(bench.Cores(other), Is.EqualTo(0.7).Within(0.001));
    }

    // Its virtual time was once taken for a relative one and doubled each time: it got 0.0003, its sibling 0.0997.
    [Test]
    public void Who_wakes_while_its_vm_is_throttled_keeps_its_place()
    {
        CpuBench bench = new(Make(), 1);
        int capped = bench.Vm(new VcpuClaim { Vcpus = 2, Limit = 0.1 }, _ => new RunSleepProgram(Duration.FromMilliseconds(3), Duration.FromMilliseconds(7)));
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(20), Duration.FromSeconds(10));
        Assert.That(bench.Cores(capped), Is.EqualTo(0.1).Within(0.001));
        Assert.That(new[] { 0, 1 }.Select(vcpu => host.MeasuresOf(vcpu).In(VcpuState.Running).Seconds / 20), Is.All.GreaterThan(0.03));
    }

    [Test]
    public void Who_is_displaced_by_a_pinned_one_finds_the_idle_pcpu()
    {
        CpuBench bench = new(Make(), 2);
        int free = bench.Hog();
        int pinned = bench.Vm(new VcpuClaim { Affinity = [0] }, _ => new RunSleepProgram(Duration.FromSeconds(1), Duration.FromSeconds(1)));
        bench.Run(Duration.FromSeconds(20));
        Assert.That(bench.Cores(free), Is.EqualTo(1).Within(0.01));
        Assert.That(bench.Cores(pinned), Is.EqualTo(0.5).Within(0.01));
    }

    /// <summary>
    /// One: each pCPU has a queue of its own, and balancing judges queues by their load, not VMs by what they have had. As
    /// with the real scheduler, shares over several pCPUs are what the balance makes of them; <c>sim validate schedulers</c> says how far off.
    /// </summary>
    protected override int MostPcpus => 1;

    [Test]
    public void Equal_hogs_that_do_not_divide_share_alike([Values(3, 5, 7)] int hogs, [Values(2, 4)] int pcpus)
    {
        if (hogs < pcpus)
        {
            return;
        }

        CpuBench bench = new(Make(), pcpus);
        for (int vm = 0; vm < hogs; vm++)
        {
            bench.Hog();
        }

        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(2));
        double fair = (double)pcpus / hogs;
        double worst = Enumerable.Range(0, hogs).Max(vm => Math.Abs(bench.Cores(vm) - fair) / fair);
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{hogs} hogs on {pcpus}: worst {worst:P2}"));
        Assert.That(worst, Is.LessThan(0.5));
    }

    [Test]
    public void Nothing_is_allocated_once_it_runs()
    {
        CpuBench bench = Crowd(Make(), 4, 24);
        bench.Run(Duration.FromSeconds(3));
        long least = long.MaxValue;
        for (int second = 4; second < 10; second++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            bench.Simulation.RunUntil(SimTime.Zero + Duration.FromSeconds(second));
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before); // histograms and the event list may still grow once
        }

        Assert.That(least, Is.Zero);
    }

    private static CpuBench Crowd(IVcpuScheduler policy, int pcpus, int vcpus)
    {
        CpuBench bench = new(policy, pcpus);
        for (int vm = 0; vm < vcpus; vm++)
        {
            VcpuClaim claim = new() { Shares = 500 + (100 * (vm % 11)) };
            if (vm % 3 == 0)
            {
                bench.Hog(claim);
            }
            else
            {
                bench.Periodic(Duration.FromNanoseconds(200_000 + (vm * 137)), Duration.FromNanoseconds(2_000_000 + (vm * 7919)), Duration.FromNanoseconds(vm * 10_007), claim);
            }
        }

        return bench;
    }

    [Test]
    public void Nice_weights_are_a_fair_quarter_apart()
    {
        for (int nice = -20; nice < 19; nice++)
        {
            Assert.That((double)FairWeights.OfNice(nice) / FairWeights.OfNice(nice + 1), Is.EqualTo(1.25).Within(0.08));
        }

        Assert.That(FairWeights.OfNice(0), Is.EqualTo(1 << FairWeights.UnitBits));
        Assert.That(FairWeights.OfVcpu(new VcpuClaim { Shares = 2000, Vcpus = 2 }), Is.EqualTo(1 << FairWeights.UnitBits));
    }
}
