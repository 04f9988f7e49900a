using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

[TestFixture]
public sealed class HostedWindowsTests : VcpuSchedulerContract
{
    protected override IVcpuScheduler Make() => new HostedWindows(new HostedWindowsOptions());

    [Test]
    public void The_foreground_vm_runs_three_times_as_long_in_turn()
    {
        // 93.75 ms against 31.25 ms: three quarters.
        CpuBench bench = new(new HostedWindows(new HostedWindowsOptions { Foreground = "front" }), 1);
        bench.Hog(new VcpuClaim { Name = "front" });
        bench.Hog();
        CpuHost host = bench.Run(Duration.FromMilliseconds(125 * 80));
        Assert.That(bench.Cores(0), Is.EqualTo(0.75).Within(1e-3)); // it begins with one quantum of a boost
        Assert.That(host.MeasuresOf(1).LongestGap, Is.LessThanOrEqualTo(Duration.FromNanoseconds(2 * 93_750_000)));
    }

    [Test]
    public void An_execution_cap_holds_for_each_vcpu_in_each_window()
    {
        CpuBench bench = new(new HostedWindows(new HostedWindowsOptions { ExecutionCap = 40 }), 2);
        bench.Hog(new VcpuClaim { Vcpus = 2 });
        CpuHost host = bench.Run(Duration.FromSeconds(10));
        Assert.That(bench.Cores(0), Is.EqualTo(0.8).Within(1e-9));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Capped).Seconds, Is.EqualTo(6).Within(1e-9));
        Assert.That(host.MeasuresOf(0).LongestGap, Is.EqualTo(Duration.FromMilliseconds(60)));
    }

    [Test]
    public void A_higher_priority_takes_all_but_what_starvation_gives()
    {
        CpuBench bench = new(Make(), 1);
        bench.Hog(new VcpuClaim { Priority = 100 });
        bench.Hog();
        bench.Run(Duration.FromSeconds(30));
        Assert.That(bench.Cores(0), Is.GreaterThan(0.99));
    }
}
