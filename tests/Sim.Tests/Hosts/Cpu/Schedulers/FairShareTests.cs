using NUnit.Framework;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class FairShareTests : ProportionalShareContract
{
    protected override IVcpuScheduler Make() => new FairShare(new FairShareOptions());

    // See A_wide_vm_below_its_share_comes_first_though_a_neighbour_needs_a_whole_pcpu.
    protected override int MostPcpus => 1;

    [Test]
    public void Shares_count_in_the_long_run()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Shares = 3000 });
        bench.Hog(new VcpuClaim { Shares = 1000 });
        bench.Run(Duration.FromSeconds(300), Duration.FromSeconds(60));
        Assert.That(bench.Cores(0), Is.EqualTo(0.75).Within(0.01));
    }

    // In each 100 ms the wide VM, far below its share, takes both pCPUs for 20 ms; max-min would leave a pCPU to the first hog.
    [Test]
    public void A_wide_vm_below_its_share_comes_first_though_a_neighbour_needs_a_whole_pcpu()
    {
        CpuBench bench = new(Make(), 2);
        int wide = bench.Hog(new VcpuClaim { Vcpus = 2, Shares = 4000, Limit = 0.4 });
        int whole = bench.Hog(new VcpuClaim { Shares = 1000 });
        int light = bench.Hog(new VcpuClaim { Shares = 100 });
        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(5));
        Assert.That(bench.Cores(wide), Is.EqualTo(0.4).Within(0.001));
        Assert.That(bench.Cores(whole), Is.EqualTo(0.8).Within(0.001));
        Assert.That(bench.Cores(light), Is.EqualTo(0.8).Within(0.001));
    }

    // u = 1000 ns for each ms run alone; after a half-life of silence half is left.
    [Test]
    public void Usage_halves_in_a_half_life()
    {
        FairShare policy = new(new FairShareOptions { HalfLife = Duration.FromMilliseconds(500) });
        CpuBench bench = new(policy, 1);
        bench.Periodic(Duration.FromMilliseconds(1), Duration.FromSeconds(10), default, new VcpuClaim { Shares = 1000 });
        bench.Run(Duration.FromMilliseconds(501));
        Assert.That(policy.UsageOf(0), Is.EqualTo(500).Within(1e-6));
    }
}
