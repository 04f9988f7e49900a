using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class PriorityAgingTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new PriorityAging(new PriorityAgingOptions());

    // Ten levels apart and a level for each 100 ms: the lower one runs a quantum after about a second of waiting.
    [Test]
    public void The_lower_is_not_starved()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Priority = 20 });
        int low = bench.Hog(new VcpuClaim { Priority = 10 });
        CpuHost host = bench.Run(Duration.FromSeconds(60));
        Assert.That(bench.Cores(low), Is.GreaterThan(0).And.LessThan(0.1));
        Assert.That(host.MeasuresOf(low).LongestGap.Seconds, Is.EqualTo(1).Within(0.15));
    }
}
