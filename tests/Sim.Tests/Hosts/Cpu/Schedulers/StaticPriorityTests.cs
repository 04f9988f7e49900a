using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class StaticPriorityTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new StaticPriority(new StaticPriorityOptions());

    [Test]
    public void The_higher_takes_what_it_wants_and_the_lower_the_rest()
    {
        CpuBench bench = new(Make(), 1);
        int high = bench.Periodic(Duration.FromMilliseconds(6), Duration.FromMilliseconds(20), default, new VcpuClaim { Priority = 100 });
        int low = bench.Hog(new VcpuClaim { Priority = 10 });
        CpuHost host = bench.Run(Duration.FromSeconds(20));
        Assert.That(bench.Cores(high), Is.EqualTo(0.3).Within(0.001));
        Assert.That(bench.Cores(low), Is.EqualTo(0.7).Within(0.001));
        Assert.That(host.MeasuresOf(high).WakeLatency.Maximum, Is.EqualTo(Duration.Zero));
    }
}
