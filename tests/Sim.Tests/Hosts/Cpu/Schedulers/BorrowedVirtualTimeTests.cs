using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class BorrowedVirtualTimeTests : ProportionalShareContract
{
    protected override IVcpuScheduler Make() => new BorrowedVirtualTime(new BorrowedVirtualTimeOptions());

    [Test]
    public void A_warped_sleeper_comes_first()
    {
        CpuBench bench = new(Make(), 1);
        int warped = bench.Periodic(Duration.FromMilliseconds(1), Duration.FromMilliseconds(50), default, new VcpuClaim { Warp = Duration.FromMilliseconds(100) });
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(20));
        Assert.That(host.MeasuresOf(warped).WakeLatency.Quantile(0.9), Is.LessThanOrEqualTo(Duration.FromMilliseconds(6)));
    }
}
