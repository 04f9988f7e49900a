using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class CfsTests : FairSchedulerContract
{
    protected override IVcpuScheduler Make() => Make(Duration.FromMilliseconds(4));

    protected override IVcpuScheduler Make(Duration tick) => new Cfs(new CfsOptions { Tick = tick });

    [Test]
    public void Without_a_tick_two_hogs_take_turns_of_half_the_latency()
    {
        CpuBench bench = new(Make(Duration.Zero), 1);
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromMilliseconds(600));
        Assert.That(host.MeasuresOf(0).LongestGap.Seconds, Is.EqualTo(0.003).Within(1e-6)); // 6 ms for two
        Assert.That(host.MeasuresOf(0).Preemptions, Is.EqualTo(100).Within(2));
    }

    [Test]
    public void Ten_hogs_stretch_the_period()
    {
        CpuBench bench = new(Make(Duration.Zero), 1);
        for (int vm = 0; vm < 10; vm++)
        {
            bench.Hog();
        }

        CpuHost host = bench.Run(Duration.FromSeconds(2), Duration.FromMilliseconds(200));
        double gap = Enumerable.Range(0, 10).Max(vcpu => host.MeasuresOf(vcpu).LongestGap.Seconds);
        Assert.That(gap, Is.EqualTo(9 * 0.00075).Within(1e-4)); // nr > 8: each min_granularity in turn
    }

    [Test]
    public void A_sleeper_takes_the_pcpu_at_once()
    {
        CpuBench bench = new(Make(), 1);
        int sleeper = bench.Periodic(Duration.FromMilliseconds(1), Duration.FromMilliseconds(10), Duration.FromNanoseconds(1_370_000));
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(20), Duration.FromSeconds(1));
        Assert.That(host.MeasuresOf(host.FirstVcpu(sleeper)).WakeLatency.Maximum, Is.EqualTo(Duration.Zero)); // 3 ms of credit, 1 ms needed
    }
}
