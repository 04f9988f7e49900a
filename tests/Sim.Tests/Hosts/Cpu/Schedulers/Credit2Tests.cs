using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random.Variates;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class Credit2Tests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new Credit2(new Credit2Options());

    // models.md G8: parked (100 - c) % of each 10 ms.
    [TestCase(40, 4, 6)]
    [TestCase(75, 7.5, 2.5)]
    [TestCase(10, 1, 9)]
    public void A_cap_holds_within_each_period(int percent, double burst, double gap)
    {
        Duration warmup = Duration.FromSeconds(1);
        BurstObserver observer = new(0, warmup);
        CpuBench bench = new(Make(), 1) { Observer = observer };
        bench.Hog(new VcpuClaim { Limit = percent / 100.0 });
        CpuHost host = bench.Run(Duration.FromSeconds(10), warmup);
        TestContext.Out.WriteLine($"{percent}: {bench.Cores(0):P3} {observer.Bursts.Max() / 1e6} {observer.Gaps.Max() / 1e6} {observer.Gaps.Min() / 1e6}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(bench.Cores(0), Is.EqualTo(percent / 100.0).Within(1e-9));
            Assert.That(observer.Bursts.Max(), Is.EqualTo(burst * 1e6));
            Assert.That(observer.Gaps, Is.All.EqualTo(gap * 1e6));
            Assert.That(host.MeasuresOf(0).In(VcpuState.Capped).Seconds, Is.EqualTo(10 * (1 - (percent / 100.0))).Within(1e-9));
        }
    }

    [Test]
    public void A_cap_is_shared_by_the_vcpus_of_a_vm()
    {
        CpuBench bench = new(Make(), 4);
        int capped = bench.Hog(new VcpuClaim { Vcpus = 3, Limit = 1.5 });
        bench.Run(Duration.FromSeconds(10), Duration.FromSeconds(1));
        Assert.That(bench.Cores(capped), Is.EqualTo(1.5).Within(0.001));
    }

    [Test]
    public void Weights_256_and_512_get_a_third_and_two()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Shares = 1000 });
        bench.Hog(new VcpuClaim { Shares = 2000 });
        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(1));
        TestContext.Out.WriteLine($"{bench.Cores(0):F5} {bench.Cores(1):F5}");
        Assert.That(bench.Cores(0), Is.EqualTo(1 / 3.0).Within(0.002));
        Assert.That(bench.Cores(1), Is.EqualTo(2 / 3.0).Within(0.002));
    }

    // models.md A2: a waker keeps its credit, so it waits for the rate limit at most.
    [Test]
    public void A_waker_waits_for_the_rate_limit_at_most()
    {
        CpuBench bench = new(Make(), 1);
        bench.Vm(new VcpuClaim(), guest => guest.AddThread(0, new ThinkProgram(
            new ExponentialVariate(5e7), new ConstantVariate(5e4), guest.Stream("t"))));
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(1));
        TestContext.Out.WriteLine($"gap {host.MeasuresOf(0).LongestGap} p99 {host.MeasuresOf(0).WakeLatency.Quantile(0.99)} mean {host.MeasuresOf(0).WakeLatency.Mean}");
        Assert.That(host.MeasuresOf(0).WakeLatency.Quantile(0.9), Is.LessThanOrEqualTo(Duration.FromMilliseconds(1)));
    }

    [Test]
    public void Seven_domains_share_four_pcpus()
    {
        CpuBench bench = new(Make(), 4);
        for (int vm = 0; vm < 7; vm++)
        {
            bench.Hog();
        }

        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(5));
        TestContext.Out.WriteLine(string.Join(' ', Enumerable.Range(0, 7).Select(vm => bench.Cores(vm).ToString("F4", CultureInfo.InvariantCulture))));
        Assert.That(Enumerable.Range(0, 7).Select(bench.Cores), Is.All.EqualTo(4 / 7.0).Within(0.01));
    }

    // Two sockets: what begins in one of them spreads out over both.
    [Test]
    public void Run_queues_are_balanced([Values] Credit2Runqueue runqueue)
    {
        CpuBench bench = new(new Credit2(new Credit2Options { Runqueue = runqueue }), new CpuTopology(2, 1, 4, 1));
        for (int vm = 0; vm < 16; vm++)
        {
            bench.Hog();
        }

        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(10));
        TestContext.Out.WriteLine($"{runqueue}: " + string.Join(' ', Enumerable.Range(0, 16).Select(vm => bench.Cores(vm).ToString("F3", CultureInfo.InvariantCulture))));
        Assert.That(Enumerable.Range(0, 16).Select(bench.Cores), Is.All.EqualTo(0.5).Within(0.05));
    }

    // Nobody has a limit or sleeps: 1 % of a pCPU.
    [Test]
    public void Hogs_get_what_weighted_max_min_says([Range(1, 20)] int seed, [Values(0, 1)] int pcpus) =>
        Assert.That(MaxMinTrial.WorstError(Make(), seed, limits: false, demands: false, pcpus), Is.LessThan(0.01));

    // A bound of what was measured: max-min takes demand to be a fluid. Who is due nearly a whole pCPU would have to run all
    // the time, but is held up while others wake together, and cannot make up for it on the pCPUs that idle afterwards.
    [Test]
    public void A_mix_is_no_further_from_weighted_max_min_than_measured([Range(1, 20)] int seed, [Values] bool limits, [Values] bool demands, [Values(0, 1)] int pcpus)
    {
        double error = MaxMinTrial.WorstError(Make(), seed, limits, demands, pcpus);
        TestContext.Out.WriteLine($"ORACLE{pcpus} credit2 limits {limits} demands {demands} seed {seed}: {error:F4}");
        Assert.That(error, Is.LessThan(pcpus == 1 ? 0.03 : 0.26));
    }
}
