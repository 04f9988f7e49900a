using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class BalanceTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new Balance(new BalanceOptions());

    [Test]
    public void Siblings_are_on_different_queues()
    {
        Balance policy = new(new BalanceOptions());
        CpuBench bench = new(policy, 2);
        bench.Hog(new VcpuClaim { Vcpus = 2 });
        bench.Hog(new VcpuClaim { Vcpus = 2 });
        bench.Hog(new VcpuClaim { Vcpus = 4 });
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(policy.HomeOf(0) + policy.HomeOf(1), Is.EqualTo(1));
        Assert.That(policy.HomeOf(2) + policy.HomeOf(3), Is.EqualTo(1));
        Assert.That(policy.HomeOf(4) + policy.HomeOf(5) + policy.HomeOf(6) + policy.HomeOf(7), Is.EqualTo(2), "two each");
        Assert.That(host.MeasuresOf(0).Migrations + host.MeasuresOf(1).Migrations, Is.Zero);
    }

    // Both siblings need the other's queue to be free of them, so the single-vCPU VM shares with either: shares count there.
    [Test]
    public void Shares_count_within_a_queue()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Shares = 3000 });
        bench.Hog(new VcpuClaim { Shares = 1000 });
        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(4));
        Assert.That(bench.Cores(0), Is.EqualTo(0.75).Within(0.001));
    }

    // Three of weight 1000 pinned to pCPU 0 while another is pinned to pCPU 1: balancing must leave them; the free one moves over.
    [Test]
    public void The_free_one_leaves_the_longer_queue()
    {
        CpuBench bench = new(Make(), 2);
        bench.Hog(new VcpuClaim { Affinity = [1] });
        int free = bench.Hog();
        bench.Hog(new VcpuClaim { Affinity = [0] });
        bench.Hog(new VcpuClaim { Affinity = [0] });
        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(5));
        Assert.That(bench.Cores(free), Is.EqualTo(0.5).Within(0.001));
    }
}
