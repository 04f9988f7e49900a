using NUnit.Framework;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Guests;

[TestFixture]
public sealed class TraceBurstsTests : BehaviourContract
{
    protected override IBehaviour Make() => new TraceBursts(new TraceBurstsOptions());

    // Issue 4: over an hour the bursts' mean equals the samples' within 1 %.
    [Test]
    public void The_mean_over_an_hour_is_that_of_the_samples([Values(0.02, 0.25, 0.6, 0.95, 1)] double level)
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1);
        DemandSeries demand = new(Duration.FromMinutes(5), [level, level / 2]);
        int vm = bench.Vm(new VcpuClaim(), guest => Make().Build(guest, demand));
        bench.Run(Duration.FromHours(1));
        double mean = level * (1 + (11 * 0.5)) / 12;
        Assert.That(bench.Cores(vm), Is.EqualTo(mean).Within(1).Percent);
    }

    // 110 % of the pCPU is wanted: whoever waited catches up without gaps, so that the pCPU is never idle for long.
    [Test]
    public void Who_is_late_keeps_its_plan()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1);
        DemandSeries demand = new(Duration.FromSeconds(100), [0.55]);
        bench.Vm(new VcpuClaim(), guest => Make().Build(guest, demand));
        bench.Vm(new VcpuClaim(), guest => Make().Build(guest, demand));
        bench.Run(Duration.FromSeconds(100));
        Assert.That(bench.Cores(0) + bench.Cores(1), Is.EqualTo(1).Within(0.01));
    }

    [Test]
    public void What_does_not_fit_is_lost()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 1);
        DemandSeries demand = new(Duration.FromSeconds(10), [0.8, 0.1]);
        int one = bench.Vm(new VcpuClaim(), guest => Make().Build(guest, demand));
        int other = bench.Vm(new VcpuClaim(), guest => Make().Build(guest, demand));
        bench.Run(Duration.FromSeconds(20));
        Assert.That(bench.Cores(one) + bench.Cores(other), Is.EqualTo((1 + 0.2) / 2).Within(0.01));
    }
}
