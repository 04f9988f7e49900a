using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class HyperVClassicTests : ProportionalShareContract
{
    protected override IVcpuScheduler Make() => new HyperVClassic(new HyperVClassicOptions());

    [Test]
    public void Weights_of_two_to_one_share_two_to_one()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Shares = 200 });
        bench.Hog(new VcpuClaim { Shares = 100 });
        bench.Run(Duration.FromSeconds(30));
        Assert.That(bench.Cores(0), Is.EqualTo(2.0 / 3).Within(0.001));
        Assert.That(bench.Cores(1), Is.EqualTo(1.0 / 3).Within(0.001));
    }

    [Test]
    public void A_reserve_is_kept_under_contention()
    {
        // Weighted max-min: the reserve of 0.5 is above the share of 1/4, so the other three get 0.5/3 each.
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Reservation = 0.5 });
        bench.Hog();
        bench.Hog();
        bench.Hog();
        bench.Run(Duration.FromSeconds(30), Duration.FromSeconds(1));
        Assert.That(bench.Cores(0), Is.EqualTo(0.5).Within(0.002));
        Assert.That(bench.Cores(2), Is.EqualTo(0.5 / 3).Within(0.002));
    }

    [Test]
    public void A_limit_is_exact_and_its_gaps_are_those_of_its_window()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Limit = 0.4 });
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(bench.Cores(0), Is.EqualTo(0.4).Within(1e-9));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Capped).Seconds, Is.EqualTo(6).Within(1e-9));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(6)));
    }

    // In one of them (seed 49) a VM is due 0.92 of a pCPU beside one that wants 0.34 by fits and starts: what it loses while that
    // runs is more than there is to gain while it sleeps, since it cannot have more than a pCPU.
    [Test]
    public void Mixes_with_reservations_converge_to_weighted_max_min()
    {
        double[] errors = ShareOracle.Errors(Make, 60);
        TestContext.Out.WriteLine($"worst errors: {errors[^1]:F5}, {errors[^2]:F5} pCPUs");
        Assert.That(errors[^2], Is.LessThan(0.01));
        Assert.That(errors[^1], Is.LessThan(0.08));
    }
}
