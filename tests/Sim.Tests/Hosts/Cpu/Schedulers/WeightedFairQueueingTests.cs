using System;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class WeightedFairQueueingTests : ProportionalShareContract
{
    protected override IVcpuScheduler Make() => new WeightedFairQueueing(new WeightedFairQueueingOptions());

    // Goyal, Vin and Cheng 1996, theorem 1: |W1 / w1 - W2 / w2| <= quantum / w1 + quantum / w2, at any time.
    [Test]
    public void Two_that_always_wait_are_never_further_apart_than_a_quantum_each([Values(1, 3, 10)] int ratio)
    {
        for (int time = 1; time <= 400; time += 7)
        {
            CpuBench bench = new(Make(), 1);
            bench.Hog(new VcpuClaim { Shares = 100 * ratio });
            bench.Hog(new VcpuClaim { Shares = 100 });
            CpuHost host = bench.Run(Duration.FromMilliseconds(time));
            double first = host.MeasuresOf(0).In(VcpuState.Running).Seconds / ratio;
            double second = host.MeasuresOf(1).In(VcpuState.Running).Seconds;
            Assert.That(Math.Abs(first - second), Is.LessThanOrEqualTo(0.010 + (0.010 / ratio) + 1e-9), $"after {time} ms");
        }
    }

    // Tags in ms at weight 1: the hog's are 0, 10, ... 100; who sleeps till 100 ms has S = max(V = 90, F = 1), before the hog's 100.
    [Test]
    public void A_sleeper_comes_back_at_the_tag_in_service()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog();
        int sleeper = bench.Periodic(Duration.FromMilliseconds(1), Duration.FromMilliseconds(100), Duration.FromMilliseconds(5));
        CpuHost host = bench.Run(Duration.FromMilliseconds(1000));
        Assert.That(host.MeasuresOf(sleeper).LongestGap, Is.LessThanOrEqualTo(Duration.FromMilliseconds(10)));
        Assert.That(host.MeasuresOf(sleeper).In(VcpuState.Running), Is.EqualTo(Duration.FromMilliseconds(10)));
    }
}
