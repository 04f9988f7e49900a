using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class SedfTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new Sedf(new SedfOptions());

    protected override bool WorkConserving => false;

    private static VcpuClaim Reserved(int slice, int period, bool extra, double shares = 1000) => new()
    {
        Budget = Duration.FromMilliseconds(slice),
        Period = Duration.FromMilliseconds(period),
        ExtraTime = extra,
        Shares = shares,
    };

    [Test]
    public void Without_extra_time_a_slice_is_all_even_on_an_idle_host()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(Reserved(10, 100, extra: false));
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(bench.Cores(0), Is.EqualTo(0.1).Within(1e-9));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Capped).Seconds, Is.EqualTo(9).Within(1e-9));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(90)));
    }

    // 0.3 reserved; of the other 0.7 two thirds and one third.
    [Test]
    public void Extra_time_goes_by_shares()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(Reserved(30, 100, extra: false));
        bench.Hog(new VcpuClaim { Shares = 2000 });
        bench.Hog(new VcpuClaim { Shares = 1000 });
        bench.Run(Duration.FromSeconds(60));
        Assert.That(new[] { bench.Cores(0), bench.Cores(1), bench.Cores(2) }, Is.EqualTo(new[] { 0.3, 1.4 / 3, 0.7 / 3 }).Within(0.001));
    }

    // Liu and Layland 1973: earliest deadline first meets all deadlines up to a load of 1: 0.5 + 0.3 + 0.2.
    [Test]
    public void Slices_that_add_up_to_a_pcpu_are_all_given()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(Reserved(5, 10, extra: false));
        bench.Hog(Reserved(9, 30, extra: false));
        bench.Hog(Reserved(14, 70, extra: false));
        bench.Run(Duration.FromSeconds(42));
        Assert.That(new[] { bench.Cores(0), bench.Cores(1), bench.Cores(2) }, Is.EqualTo(new[] { 0.5, 0.3, 0.2 }).Within(1e-9));
    }

    [Test]
    public void Nobody_moves_to_an_emptier_pcpu()
    {
        CpuBench bench = new(Make(), 2);
        bench.Hog();
        bench.Hog();
        bench.Hog();
        bench.Run(Duration.FromSeconds(10));
        Assert.That(new[] { bench.Cores(0), bench.Cores(1), bench.Cores(2) }, Is.EqualTo(new[] { 0.5, 1, 0.5 }).Within(0.001));
    }
}
