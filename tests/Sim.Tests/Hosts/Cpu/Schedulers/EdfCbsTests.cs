using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class EdfCbsTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new EdfCbs(new EdfCbsOptions());

    private static VcpuClaim Server(int budget, int period) => new()
    {
        Budget = Duration.FromMilliseconds(budget),
        Period = Duration.FromMilliseconds(period),
    };

    // Deadlines of all advance alike, by T for each Q: 0.3, 0.2 and 0.1 of 0.6.
    [Test]
    public void Those_who_never_sleep_share_by_bandwidth()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(Server(30, 100));
        bench.Hog(Server(10, 50));
        bench.Hog(Server(20, 200));
        bench.Run(Duration.FromSeconds(60));
        Assert.That(new[] { bench.Cores(0), bench.Cores(1), bench.Cores(2) }, Is.EqualTo(new[] { 1 / 2.0, 1 / 3.0, 1 / 6.0 }).Within(0.005));
    }

    // Bandwidths of 0.3 and 0.7: 30 ms in each 100 ms are done by the end of the period, whatever the hog does.
    [Test]
    public void A_server_is_sure_of_its_bandwidth()
    {
        CpuBench bench = new(Make(), 1);
        int sure = bench.Periodic(Duration.FromMilliseconds(30), Duration.FromMilliseconds(100), default, Server(30, 100));
        bench.Hog(Server(70, 100));
        CpuHost host = bench.Run(Duration.FromSeconds(60));
        Assert.That(bench.Cores(sure), Is.EqualTo(0.3).Within(1e-9));
        Assert.That(host.GuestOf(sure).Responses.Maximum, Is.LessThanOrEqualTo(Duration.FromMilliseconds(100)));
    }
}
