using System;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class StrideTests : ProportionalShareContract
{
    protected override IVcpuScheduler Make() => new Stride(new StrideOptions());

    // The paper's figure 3-2: 3, 2 and 1 tickets run A B A A B C in six quanta, ties apart.
    [Test]
    public void Three_two_one_tickets_get_three_two_one_quanta_of_six()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Shares = 3 });
        bench.Hog(new VcpuClaim { Shares = 2 });
        bench.Hog(new VcpuClaim { Shares = 1 });
        CpuHost host = bench.Run(Duration.FromMilliseconds(60));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Running), Is.EqualTo(Duration.FromMilliseconds(30)));
        Assert.That(host.MeasuresOf(1).In(VcpuState.Running), Is.EqualTo(Duration.FromMilliseconds(20)));
        Assert.That(host.MeasuresOf(2).In(VcpuState.Running), Is.EqualTo(Duration.FromMilliseconds(10)));
    }

    // Section 3 of the paper: between any two clients the error never exceeds one quantum.
    [Test]
    public void The_error_of_a_pair_is_one_quantum_at_any_time([Values(1, 2, 3, 7, 10)] int ratio)
    {
        for (int quanta = 1; quanta <= 60; quanta++)
        {
            CpuBench bench = new(Make(), 1);
            bench.Hog(new VcpuClaim { Shares = 100 * ratio });
            bench.Hog(new VcpuClaim { Shares = 100 });
            CpuHost host = bench.Run(Duration.FromMilliseconds(10 * quanta));
            double got = host.MeasuresOf(0).In(VcpuState.Running).Seconds * 100;
            Assert.That(Math.Abs(got - (quanta * ratio / (ratio + 1.0))), Is.LessThanOrEqualTo(1 + 1e-9), $"after {quanta} quanta");
        }
    }

    [Test]
    public void Who_left_ahead_of_the_others_is_ahead_of_them_when_it_comes_back()
    {
        // In strides: A runs 0 to 10 ms, has pass 1 and leaves at global pass 0.5, 0.5 ahead. B runs on; at 100 ms its pass is
        // 9 and the global one 9.5, so A comes back at 10 and lets B run another quantum; then both have 10.
        CpuBench bench = new(Make(), 1);
        int sleeper = bench.Periodic(Duration.FromMilliseconds(10), Duration.FromMilliseconds(100));
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromMilliseconds(115));
        Assert.That(host.MeasuresOf(sleeper).In(VcpuState.Running), Is.EqualTo(Duration.FromMilliseconds(15)));
        Assert.That(host.MeasuresOf(sleeper).LongestGap, Is.EqualTo(Duration.FromMilliseconds(10)));
    }
}
