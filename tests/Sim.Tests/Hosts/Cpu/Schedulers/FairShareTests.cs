using NUnit.Framework;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class FairShareTests : ProportionalShareContract
{
    protected override IVcpuScheduler Make() => new FairShare(new FairShareOptions());

    [Test]
    public void Shares_count_in_the_long_run()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Shares = 3000 });
        bench.Hog(new VcpuClaim { Shares = 1000 });
        bench.Run(Duration.FromSeconds(300), Duration.FromSeconds(60));
        Assert.That(bench.Cores(0), Is.EqualTo(0.75).Within(0.01));
    }
}
