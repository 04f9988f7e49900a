using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Hosts.Interval;
using Sim.Kernel.Random;

namespace Sim.Hosts.Events;

/// <summary>What the hosts of an event run are made of. Its functions may be called from several threads at once.</summary>
public sealed record EventHostParts
{
    /// <summary>Makes a policy for one host.</summary>
    public required Func<IVcpuScheduler> Scheduler { get; init; }

    /// <summary>The claim of a VM, by its index in the cluster, on a host.</summary>
    public required Func<int, HostSpec, VcpuClaim> Claim { get; init; }

    /// <summary>The guest of a VM, with the stay in which it lives, on a host.</summary>
    public required Func<Residency, HostSpec, GuestSystem> Guest { get; init; }

    /// <summary>The pCPUs of a host.</summary>
    public required Func<HostSpec, CpuTopology> Topology { get; init; }

    /// <summary>What its hardware costs.</summary>
    public required Func<HostSpec, CpuMechanics> Mechanics { get; init; }

    /// <summary>What the hypervisor adds to any policy.</summary>
    public required CpuFeatures Features { get; init; }

    /// <summary>What is to be known of memory; null where it is not modelled.</summary>
    public MemoryModel? Memory { get; init; }

    /// <summary>The policy's random numbers on a host.</summary>
    public required Func<HostSpec, RandomStreams> Streams { get; init; }

    /// <summary>Who watches a host, given its VMs by index in the cluster; null: nobody.</summary>
    public Func<HostSpec, CpuTopology, int[], ICpuObserver?> Observer { get; init; } = (_, _, _) => null;
}
