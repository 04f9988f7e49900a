using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class RoundRobinTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new RoundRobin(new RoundRobinOptions());

    [Test]
    public void Three_hogs_wait_two_quanta_for_one_of_their_own()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog();
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromMilliseconds(900));
        Assert.That(host.MeasuresOf(1).LongestGap, Is.EqualTo(Duration.FromMilliseconds(60)));
        Assert.That(host.MeasuresOf(1).In(VcpuState.Running), Is.EqualTo(Duration.FromMilliseconds(300)));
        Assert.That(host.MeasuresOf(1).Preemptions, Is.EqualTo(10));
    }

    [Test]
    public void A_limit_holds_though_the_policy_knows_none()
    {
        CpuBench bench = new(Make(), 2);
        int capped = bench.Hog(new VcpuClaim { Limit = 0.4 });
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(bench.Cores(capped), Is.EqualTo(0.4).Within(1e-9));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Capped).Seconds, Is.EqualTo(6).Within(1e-9));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(60)));
    }

    // The free one starts on pCPU 0, which is all that the pinned one may use; pCPU 1 idles until somebody moves over.
    [Test]
    public void Who_can_move_makes_room_for_who_cannot()
    {
        CpuBench bench = new(Make(), 2);
        int free = bench.Hog();
        int pinned = bench.Hog(new VcpuClaim { Affinity = [0] });
        bench.Run(Duration.FromSeconds(10), Duration.FromSeconds(1));
        Assert.That(bench.Cores(free) + bench.Cores(pinned), Is.EqualTo(2).Within(0.01));
    }
}
