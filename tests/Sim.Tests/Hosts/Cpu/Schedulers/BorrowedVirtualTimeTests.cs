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

    // A slice ends C after the other's virtual time is reached: A then leads by C / weight at most, against a mean weight of 1.
    [Test]
    public void Two_that_always_wait_differ_by_the_allowance([Values(1, 3, 10)] int ratio)
    {
        double mean = (ratio + 1) / 2.0;
        for (int time = 1; time <= 400; time += 7)
        {
            BorrowedVirtualTime policy = new(new BorrowedVirtualTimeOptions { LongestSlice = Duration.FromSeconds(1) });
            CpuBench bench = new(policy, 1);
            bench.Hog(new VcpuClaim { Shares = 100 * ratio });
            bench.Hog(new VcpuClaim { Shares = 100 });
            bench.Run(Duration.FromMilliseconds(time));
            Assert.That(System.Math.Abs(policy.ActualOf(0) - policy.ActualOf(1)), Is.LessThanOrEqualTo(5e6 * mean + 1), $"after {time} ms");
        }
    }

    // Warped by a second, it wakes at 50 ms, runs its L = 2 ms and is then one of two equals: 5 ms each.
    [Test]
    public void The_warp_limit_ends_a_warp()
    {
        BorrowedVirtualTime policy = new(new BorrowedVirtualTimeOptions { WarpLimit = Duration.FromMilliseconds(2) });
        CpuBench bench = new(policy, 1);
        bench.Hog();
        int warped = bench.Periodic(Duration.FromMilliseconds(40), Duration.FromSeconds(1), Duration.FromMilliseconds(51), new VcpuClaim { Warp = Duration.FromSeconds(1) });
        CpuHost host = bench.Run(Duration.FromMilliseconds(71));
        Assert.That(host.MeasuresOf(warped).WakeLatency.Maximum, Is.EqualTo(Duration.Zero));
        Assert.That(host.MeasuresOf(warped).In(VcpuState.Running).Seconds, Is.EqualTo(0.010).Within(0.003));
    }
}
