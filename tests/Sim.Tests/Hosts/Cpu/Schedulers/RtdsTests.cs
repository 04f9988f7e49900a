using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>With its defaults, extra time among them, RTDS keeps every pCPU at work.</summary>
[TestFixture]
public sealed class RtdsTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new Rtds(new RtdsOptions());

    // models.md A3, G8: 40 %, longest gap 6 ms, though nobody else wants the pCPU.
    [Test]
    public void Alone_without_extra_time_it_gets_its_budget()
    {
        CpuBench bench = new(new Rtds(new RtdsOptions { ExtraTime = false }), 1);
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(10), Duration.FromSeconds(1));
        Assert.That(bench.Cores(0), Is.EqualTo(0.4).Within(1e-9));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(6)));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Capped).Seconds, Is.EqualTo(6).Within(1e-9));
    }

    // models.md A3: four of (10 ms, 4 ms) on two pCPUs; G8: the longest gap is 2 * (P - Q).
    [TestCase(false, 0.4)]
    [TestCase(true, 0.5)]
    public void Four_on_two_pcpus(bool extra, double share)
    {
        CpuBench bench = new(new Rtds(new RtdsOptions { ExtraTime = extra }), 2);
        for (int vm = 0; vm < 4; vm++)
        {
            bench.Hog();
        }

        CpuHost host = bench.Run(Duration.FromSeconds(10), Duration.FromSeconds(1));
        TestContext.Out.WriteLine($"RTDS extra {extra}: " + string.Join(' ', Enumerable.Range(0, 4).Select(vm => $"{bench.Cores(vm):F5} gap {host.MeasuresOf(vm).LongestGap}")));
        Assert.That(Enumerable.Range(0, 4).Select(bench.Cores), Is.All.EqualTo(share).Within(extra ? 0.01 : 1e-9));
        Assert.That(Enumerable.Range(0, 4).Select(vm => host.MeasuresOf(vm).LongestGap), Is.All.LessThanOrEqualTo(Duration.FromMilliseconds(12)));
    }

    // Periods that are not multiples of each other, four fifths of two pCPUs: nobody misses its budget by more than a period.
    [Test]
    public void Contention_keeps_gaps_below_twice_what_the_budget_leaves()
    {
        CpuBench bench = new(new Rtds(new RtdsOptions { ExtraTime = false }), 2);
        int[] periods = [10, 14, 9, 25];
        foreach (int period in periods)
        {
            bench.Hog(new VcpuClaim { Period = Duration.FromMilliseconds(period), Budget = Duration.FromNanoseconds(period * 400_000) });
        }

        CpuHost host = bench.Run(Duration.FromSeconds(63), Duration.FromSeconds(1));
        for (int vm = 0; vm < periods.Length; vm++)
        {
            TestContext.Out.WriteLine($"RTDS period {periods[vm]}: {bench.Cores(vm):F5} gap {host.MeasuresOf(vm).LongestGap}");
            Assert.That(bench.Cores(vm), Is.EqualTo(0.4).Within(0.001));
            Assert.That(host.MeasuresOf(vm).LongestGap.Seconds, Is.LessThanOrEqualTo(2 * 0.6 * periods[vm] / 1000));
        }
    }

    // A deferrable server keeps its budget while it sleeps: whenever it wakes within a period, it can use all of it.
    [Test]
    public void A_budget_is_kept_while_asleep()
    {
        CpuBench bench = new(new Rtds(new RtdsOptions { ExtraTime = false }), 1);
        int late = bench.Periodic(Duration.FromMilliseconds(4), Duration.FromMilliseconds(10), Duration.FromMilliseconds(5));
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(bench.Cores(late), Is.EqualTo(0.4).Within(1e-3));
        Assert.That(host.MeasuresOf(late).LongestGap, Is.EqualTo(Duration.Zero));
    }

    [Test]
    public void A_vm_may_claim_its_own_period_and_extra_time()
    {
        CpuBench bench = new(Make(), 1);
        int small = bench.Hog(new VcpuClaim { Period = Duration.FromMilliseconds(20), Budget = Duration.FromMilliseconds(5), ExtraTime = false });
        int rest = bench.Hog();
        bench.Run(Duration.FromSeconds(10), Duration.FromSeconds(1));
        Assert.That(bench.Cores(small), Is.EqualTo(0.25).Within(1e-3));
        Assert.That(bench.Cores(rest), Is.EqualTo(0.75).Within(1e-3));
    }
}
