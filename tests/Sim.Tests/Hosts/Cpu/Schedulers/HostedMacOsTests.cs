using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class HostedMacOsTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new HostedMacOs(new HostedMacOsOptions());

    [Test]
    public void Who_uses_little_has_the_higher_priority_and_does_not_wait()
    {
        CpuBench bench = new(Make(), 1);
        int sleeper = bench.Periodic(Duration.FromMilliseconds(4), Duration.FromMilliseconds(100));
        _ = (bench.Hog(), bench.Hog());
        CpuHost host = bench.Run(Duration.FromSeconds(20), Duration.FromSeconds(2));
        Assert.That(bench.Cores(sleeper), Is.EqualTo(0.04).Within(1e-3));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.Zero));
        Assert.That(bench.Cores(1), Is.EqualTo(0.48).Within(0.01));
    }

    [Test]
    public void A_higher_base_priority_gets_more_but_not_all()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Priority = 90 });
        bench.Hog();
        bench.Run(Duration.FromSeconds(30), Duration.FromSeconds(2));
        TestContext.Out.WriteLine($"{bench.Cores(0):F3} {bench.Cores(1):F3}");
        Assert.That(bench.Cores(0), Is.InRange(0.52, 0.95));
    }

    [Test]
    public void An_execution_cap_holds()
    {
        CpuBench bench = new(new HostedMacOs(new HostedMacOsOptions { ExecutionCap = 25 }), 1);
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(bench.Cores(0), Is.EqualTo(0.25).Within(1e-9));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(75)));
    }
}
