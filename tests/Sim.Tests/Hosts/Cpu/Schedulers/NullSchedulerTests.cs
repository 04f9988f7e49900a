using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class NullSchedulerTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new NullScheduler();

    protected override bool WorkConserving => false;

    [Test]
    public void The_first_own_a_pcpu_each_and_the_last_waits_for_ever()
    {
        CpuBench bench = new(Make(), 2);
        int pinned = bench.Hog(new VcpuClaim { Affinity = [1] });
        int free = bench.Periodic(Duration.FromMilliseconds(3), Duration.FromMilliseconds(10));
        int late = bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(1));
        Assert.That(bench.Cores(pinned), Is.EqualTo(1).Within(1e-9));
        Assert.That(bench.Cores(free), Is.EqualTo(0.3).Within(1e-9));
        Assert.That(bench.Cores(late), Is.Zero);
        Assert.That(host.MeasuresOf(late).In(VcpuState.Ready), Is.EqualTo(Duration.FromSeconds(1)));
        Assert.That(host.MeasuresOf(free).WakeLatency.Maximum, Is.EqualTo(Duration.Zero));
        Assert.That(host.SwitchesOf(0) + host.SwitchesOf(1), Is.EqualTo(2));
    }
}
