using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Benchmarks.Scheduling;

/// <summary>A host of 32 pCPUs with 100 interactive vCPUs: how much faster than real time.</summary>
internal sealed class InteractiveHost : IQuickBenchmark
{
    public string Name => "sched-interactive-host";

    public IEnumerable<QuickRow> Run()
    {
        const int Seconds = 600;
        double cost = Cost.CpuSeconds(3, () => Simulate(Seconds));
        yield return new QuickRow(Name, Seconds / cost, "simulated s/s", "", double.NaN, Text.Of($"{Simulate(Seconds)} decisions in {Seconds} s"));
    }

    public TinyCheck Tiny() => new(Text.Of($"{Simulate(1) > 500}"), "True");

    private static long Simulate(int seconds)
    {
        Simulation simulation = new();
        RandomStreams streams = new(1);
        Interactive behaviour = new(new InteractiveOptions());
        GuestSystem[] guests = [.. Enumerable.Range(0, 50).Select(vm => new GuestSystem($"vm-{vm}", 2, streams))];
        foreach (GuestSystem guest in guests)
        {
            behaviour.Build(guest, null);
        }

        CpuHost host = new(simulation, new CpuHostOptions
        {
            Topology = new CpuTopology(2, 1, 16, 1),
            Scheduler = new RoundRobin(new RoundRobinOptions()),
            Vms = [.. guests.Select(guest => new VcpuClaim { Name = guest.Name, Vcpus = 2 })],
            Guests = guests,
            Mechanics = new CpuMechanics(),
            Streams = streams,
        });
        host.Start();
        simulation.RunUntil(SimTime.FromSeconds(seconds));
        return host.Picks;
    }
}
