using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Guests;

[TestFixture]
public sealed class PageFaultTests
{
    private static readonly PageFaultRate HalfOfTheTime = new(WorkBetween: 1e6, Wait: 1_000_000, Tax: 0);

    [Test]
    public void A_vcpu_that_waits_as_long_as_it_works_gets_half_done()
    {
        CpuHost host = Run(1, HalfOfTheTime, vms: 1);
        VcpuMeasures measures = host.MeasuresOf(0);
        Assert.That(measures.In(VcpuState.SwapWait).Seconds, Is.EqualTo(10).Within(2).Percent);
        Assert.That(measures.In(VcpuState.Running).Seconds + measures.In(VcpuState.SwapWait).Seconds, Is.EqualTo(20).Within(1e-6));
        Assert.That(measures.Work, Is.EqualTo(measures.In(VcpuState.Running)));
        Assert.That(measures.In(VcpuState.Blocked), Is.EqualTo(Duration.Zero));
    }

    [Test]
    public void Others_have_the_pcpu_meanwhile()
    {
        // The second hog never waits: it runs whenever the first does not, and gives way to it a quantum at a time.
        CpuBench bench = new(Policy(), 1);
        bench.Hog();
        bench.Hog();
        bench.Run(Duration.FromMilliseconds(1));
        bench.Host.ClearMeasures();
        bench.Host.SetPageFaults(0, HalfOfTheTime);
        bench.Simulation.RunUntil(SimTime.FromSeconds(20));
        bench.Host.Verify();
        Duration both = bench.Host.MeasuresOf(0).In(VcpuState.Running) + bench.Host.MeasuresOf(1).In(VcpuState.Running);
        Assert.That(both.Seconds, Is.EqualTo(20).Within(0.01));
        Assert.That(bench.Host.MeasuresOf(0).In(VcpuState.SwapWait).Seconds, Is.GreaterThan(0.5));
    }

    [Test]
    public void Faults_without_a_wait_slow_work_down()
    {
        CpuHost host = Run(1, PageFaultRate.None with { Tax = 0.25 }, vms: 1);
        Assert.That(host.MeasuresOf(0).Work.Seconds, Is.EqualTo(16).Within(1e-3));
        Assert.That(host.MeasuresOf(0).In(VcpuState.Running).Seconds, Is.EqualTo(20).Within(1e-9));
    }

    [Test]
    public void Whoever_is_short_of_pages_no_more_works_at_full_speed_again()
    {
        CpuBench bench = new(Policy(), 1);
        bench.Hog();
        bench.Run(Duration.FromMilliseconds(1));
        bench.Host.SetPageFaults(0, HalfOfTheTime);
        bench.Simulation.RunUntil(SimTime.FromSeconds(1));
        bench.Host.SetPageFaults(0, PageFaultRate.None);
        bench.Simulation.RunUntil(SimTime.FromSeconds(2));
        bench.Host.ClearMeasures();
        bench.Simulation.RunUntil(SimTime.FromSeconds(3));
        Assert.That(bench.Host.MeasuresOf(0).In(VcpuState.Running), Is.EqualTo(Duration.FromSeconds(1)));
    }

    [Test]
    public void A_sleeper_that_wakes_while_it_waits_for_a_page_goes_on_when_the_page_is_there()
    {
        CpuBench bench = new(Policy(), 1);
        bench.Periodic(Duration.FromMilliseconds(2), Duration.FromMilliseconds(20));
        bench.Run(Duration.FromMilliseconds(1));
        bench.Host.SetPageFaults(0, new PageFaultRate(1e6, 5_000_000, 0));
        bench.Simulation.RunUntil(SimTime.FromSeconds(20));
        bench.Host.Verify();
        Assert.That(bench.Host.MeasuresOf(0).Work.Seconds, Is.EqualTo(2).Within(2).Percent);
        Assert.That(bench.Host.MeasuresOf(0).In(VcpuState.SwapWait).Seconds, Is.EqualTo(10).Within(10).Percent);
    }

    private static RoundRobin Policy() => new(new RoundRobinOptions { Quantum = Duration.FromMilliseconds(10) });

    private static CpuHost Run(int pcpus, PageFaultRate rate, int vms)
    {
        CpuBench bench = new(Policy(), pcpus);
        for (int vm = 0; vm < vms; vm++)
        {
            bench.Hog();
        }

        bench.Run(Duration.FromMilliseconds(1));
        for (int vm = 0; vm < vms; vm++)
        {
            bench.Host.SetPageFaults(vm, rate);
        }

        bench.Host.ClearMeasures();
        bench.Simulation.RunUntil(SimTime.Zero + Duration.FromMilliseconds(20_001));
        bench.Host.Verify();
        return bench.Host;
    }
}
