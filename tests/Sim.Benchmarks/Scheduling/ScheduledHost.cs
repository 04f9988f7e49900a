using System;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Hosts.Guests.Behaviours;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Benchmarks.Scheduling;

/// <summary>A host of two sockets whose VMs think and burst, with shares of 1, 2, 3, 4, 1, ... thousands.</summary>
internal sealed class ScheduledHost
{
    private const double Load = 0.9;

    /// <summary>Puts it together and starts it.</summary>
    public ScheduledHost(IVcpuScheduler scheduler, int pcpus, int vms, int vcpusPerVm, InteractiveOptions users)
    {
        Interactive behaviour = new(users);
        RandomStreams streams = new(1);
        GuestSystem[] guests = [.. Enumerable.Range(0, vms).Select(vm => new GuestSystem($"vm-{vm}", vcpusPerVm, streams))];
        foreach (GuestSystem guest in guests)
        {
            behaviour.Build(guest, null);
        }

        Host = new CpuHost(Simulation, new CpuHostOptions
        {
            Topology = new CpuTopology(2, 1, pcpus / 2, 1),
            Scheduler = scheduler,
            Vms = [.. guests.Select((guest, vm) => new VcpuClaim { Name = guest.Name, Vcpus = vcpusPerVm, Shares = 1000 * (1 + (vm % 4)) })],
            Guests = guests,
            Mechanics = new CpuMechanics(),
            Streams = streams,
        });
        Host.Start();
    }

    public Simulation Simulation { get; } = new();

    public CpuHost Host { get; }

    /// <summary>Four vCPUs a VM and bursts of a millisecond, at a load that does not depend on how many there are; queues and buffers have their size.</summary>
    public static ScheduledHost Busy(IVcpuScheduler scheduler, int pcpus, int vcpus)
    {
        Duration burst = Duration.FromMilliseconds(1);
        Duration think = new((long)(burst.Nanoseconds * ((vcpus / (Load * pcpus)) - 1)));
        ScheduledHost host = new(scheduler, pcpus, vcpus / 4, 4, new InteractiveOptions { Burst = burst, Think = think });
        host.Simulation.RunUntil(new SimTime(5 * Math.Max(burst.Nanoseconds, think.Nanoseconds)));
        return host;
    }

    /// <summary>Runs on for a number of scheduling events, or a little more.</summary>
    /// <returns>How many.</returns>
    public long Run(long picks)
    {
        long before = Host.Picks;
        while (Host.Picks - before < picks)
        {
            Simulation.RunUntil(Simulation.Now + Duration.FromMilliseconds(10));
        }

        return Host.Picks - before;
    }
}
