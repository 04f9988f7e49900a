using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class Arinc653Tests : VcpuSchedulerContract
{
    protected override bool WorkConserving => false;

    protected override IVcpuScheduler Make() => new Arinc653(new Arinc653Options());

    [Test]
    public void Slots_come_in_turn_whoever_sleeps()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog();
        bench.Periodic(Duration.FromMilliseconds(1), Duration.FromSeconds(1000));
        bench.Hog(new VcpuClaim { Budget = Duration.FromMilliseconds(20) });
        CpuHost host = bench.Run(Duration.FromSeconds(4), Duration.FromSeconds(1));
        Assert.That(bench.Cores(0), Is.EqualTo(0.25).Within(1e-9));
        Assert.That(bench.Cores(1), Is.Zero);
        Assert.That(bench.Cores(2), Is.EqualTo(0.5).Within(1e-9));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(30)));
    }

    [Test]
    public void What_the_slots_leave_of_the_frame_is_idle()
    {
        CpuBench bench = new(new Arinc653(new Arinc653Options { MajorFrame = Duration.FromMilliseconds(50) }), 1);
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(bench.Cores(0), Is.EqualTo(0.2).Within(1e-9));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(40)));
    }
}
