using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Guests;

/// <summary>What every behaviour must do.</summary>
public abstract class BehaviourContract
{
    /// <summary>The behaviour with its defaults.</summary>
    protected abstract IBehaviour Make();

    [Test]
    public void It_runs_on_any_number_of_vcpus([Values(1, 2, 3, 8)] int vcpus)
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 2);
        DemandSeries demand = new(Duration.FromMilliseconds(500), [0.3, 0.6]);
        int vm = bench.Vm(new VcpuClaim { Vcpus = vcpus }, guest => Make().Build(guest, demand));
        bench.Run(Duration.FromSeconds(2));
        Assert.That(bench.Cores(vm), Is.GreaterThan(0));
    }

    [Test]
    public void It_allocates_nothing_in_steady_state()
    {
        CpuBench bench = new(new RoundRobin(new RoundRobinOptions()), 2);
        DemandSeries demand = new(Duration.FromMilliseconds(500), [0.3, 0.6]);
        bench.Vm(new VcpuClaim { Vcpus = 4 }, guest => Make().Build(guest, demand));
        CpuHost host = bench.Run(Duration.FromSeconds(5));
        long before = System.GC.GetAllocatedBytesForCurrentThread();
        long picks = host.Picks;
        bench.Simulation.RunUntil(bench.Simulation.Now + Duration.FromSeconds(5));
        long allocated = System.GC.GetAllocatedBytesForCurrentThread() - before;
        // A queue or a histogram may still double once; nothing may be allocated for each event.
        Assert.That(allocated, Is.LessThan(70_000 + ((host.Picks - picks) / 10)), $"{host.Picks - picks} decisions");
    }
}
