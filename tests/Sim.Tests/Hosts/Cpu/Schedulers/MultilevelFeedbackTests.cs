using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class MultilevelFeedbackTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new MultilevelFeedback(new MultilevelFeedbackOptions());

    // 10 ms in the top level, 20 in the next, 40 in the last: in turn, two hogs get 10 10 20 20 40 40 ...
    [Test]
    public void Quanta_double_as_hogs_sink()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog();
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromMilliseconds(10 + 10 + 20 + 20 + 40));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Running), Is.EqualTo(Duration.FromMilliseconds(70)));
        Assert.That(host.MeasuresOf(1).In(VcpuState.Running), Is.EqualTo(Duration.FromMilliseconds(30)));
        Assert.That(host.MeasuresOf(1).LongestGap, Is.EqualTo(Duration.FromMilliseconds(20)));
    }

    // 1 ms each 20 ms: the tenth run, at 180 ms, ends its 10 ms in the top level.
    [Test]
    public void What_was_used_counts_across_sleeps()
    {
        MultilevelFeedback policy = new(new MultilevelFeedbackOptions());
        CpuBench bench = new(policy, 1);
        int sleeper = bench.Periodic(Duration.FromMilliseconds(1), Duration.FromMilliseconds(20));
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromMilliseconds(190));
        Assert.That(policy.LevelOf(sleeper), Is.EqualTo(1));
        Assert.That(policy.LevelOf(1), Is.EqualTo(2));
        Assert.That(host.MeasuresOf(sleeper).WakeLatency.Maximum, Is.EqualTo(Duration.Zero));
    }

    [Test]
    public void All_rise_at_a_reset()
    {
        MultilevelFeedback policy = new(new MultilevelFeedbackOptions());
        CpuBench bench = new(policy, 1);
        bench.Hog();
        bench.Hog();
        bench.Run(Duration.FromMilliseconds(1005));
        Assert.That(policy.LevelOf(0) + policy.LevelOf(1), Is.Zero);
    }
}
