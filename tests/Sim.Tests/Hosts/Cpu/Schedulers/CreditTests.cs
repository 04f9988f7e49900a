using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class CreditTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new Credit(new CreditOptions());

    // models.md A1: caps are enforced in steps of 30 ms.
    [TestCase(5, 570)]
    [TestCase(10, 270)]
    [TestCase(20, 120)]
    [TestCase(25, 90)]
    [TestCase(40, 90)]
    [TestCase(50, 60)]
    [TestCase(75, 60)]
    [TestCase(90, 60)]
    [TestCase(95, 60)]
    public void A_cap_holds_in_the_long_run_with_known_gaps(int percent, int gapMs)
    {
        CpuBench bench = new(Make(), 1);
        int vm = bench.Hog(new VcpuClaim { Limit = percent / 100.0 });
        CpuHost host = bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(6));
        Assert.That(bench.Cores(vm), Is.EqualTo(percent / 100.0).Within(0.006));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(gapMs)));
    }

    // XCollOpts, IEEE TNSM 2015: seven equal domains on four pCPUs get the same.
    [Test]
    public void Seven_domains_share_four_pcpus()
    {
        CpuBench bench = new(Make(), 4);
        for (int vm = 0; vm < 7; vm++)
        {
            bench.Hog();
        }

        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(3));
        for (int vm = 0; vm < 7; vm++)
        {
            Assert.That(bench.Cores(vm), Is.EqualTo(4.0 / 7).Within(0.02));
        }
    }
}
