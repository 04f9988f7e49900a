using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class HyperVRootTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new HyperVRoot(new HyperVRootOptions());

    [Test]
    public void Weights_and_limits_count_for_nothing()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Shares = 4000, Limit = 0.2 });
        bench.Hog(new VcpuClaim { Shares = 1000 });
        bench.Run(Duration.FromNanoseconds(2 * 31_250_000L * 100));
        Assert.That(bench.Cores(0), Is.EqualTo(0.5).Within(1e-9));
    }

    [Test]
    public void A_boosted_waker_interrupts_its_equals_until_its_boost_is_used_up()
    {
        // Both at level 8; whoever wakes is at 9: 5 ms of each 50 at once, never waiting.
        CpuBench bench = new(Make(), 1);
        int waker = bench.Periodic(Duration.FromMilliseconds(5), Duration.FromMilliseconds(50));
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(bench.Cores(waker), Is.EqualTo(0.1).Within(1e-9));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.Zero));

        // Without a boost it waits for the end of the hog's quantum of 31.25 ms.
        bench = new CpuBench(new HyperVRoot(new HyperVRootOptions { WakeBoost = 0 }), 1);
        bench.Periodic(Duration.FromMilliseconds(5), Duration.FromMilliseconds(50));
        bench.Hog();
        host = bench.Run(Duration.FromSeconds(10));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.GreaterThan(Duration.FromMilliseconds(20)));
    }

    [Test]
    public void A_starved_thread_gets_a_quantum_after_four_seconds()
    {
        CpuBench bench = new(Make(), 1);
        int low = bench.Hog(new VcpuClaim { Priority = 10 });
        bench.Hog(new VcpuClaim { Priority = 130 });
        CpuHost host = bench.Run(Duration.FromSeconds(60));
        Assert.That(bench.Cores(low), Is.EqualTo(0.03125 / 5).Within(0.003)); // looked at each second: every 4 to 5 s
        Assert.That(host.MeasuresOf(0).LongestGap, Is.LessThanOrEqualTo(Duration.FromSeconds(5)));
    }
}
