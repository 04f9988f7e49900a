using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class NullSchedulerTests : VcpuSchedulerContract
{
    protected override bool WorkConserving => false;

    protected override IVcpuScheduler Make() => new NullScheduler();

    // models.md A4: each owns a pCPU, extra ones wait for ever, nobody waits or switches.
    [Test]
    public void The_first_have_a_pcpu_each_and_the_others_wait()
    {
        CpuBench bench = new(Make(), 2);
        bench.Hog();
        bench.Periodic(Duration.FromMilliseconds(1), Duration.FromMilliseconds(10));
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(bench.Cores(0), Is.EqualTo(1).Within(1e-9));
        Assert.That(bench.Cores(1), Is.EqualTo(0.1).Within(1e-9));
        Assert.That(bench.Cores(2), Is.Zero);
        Assert.That(host.MeasuresOf(1).LongestGap, Is.EqualTo(Duration.Zero));
        Assert.That(host.MeasuresOf(2).In(VcpuState.Ready), Is.EqualTo(Duration.FromSeconds(10)));
        Assert.That(Enumerable.Range(0, 3).Sum(vcpu => host.MeasuresOf(vcpu).Migrations), Is.Zero);
    }

    [Test]
    public void Affinity_decides_who_gets_which()
    {
        CpuBench bench = new(Make(), 2);
        bench.Hog();
        bench.Hog(new VcpuClaim { Affinity = [0] });
        bench.Run(Duration.FromSeconds(1));
        Assert.That(bench.Cores(1), Is.Zero, "its only pCPU is given out");
    }
}
