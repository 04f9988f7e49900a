using System.Collections.Generic;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Hosts.Guests;
using Sim.Kernel.Random;

namespace Sim.Hosts.Cpu.Machine;

/// <summary>What a host is made of at event resolution.</summary>
public sealed record CpuHostOptions
{
    /// <summary>The pCPUs.</summary>
    public required CpuTopology Topology { get; init; }

    /// <summary>The policy; a new one for each host.</summary>
    public required IVcpuScheduler Scheduler { get; init; }

    /// <summary>What each VM may claim.</summary>
    public required IReadOnlyList<VcpuClaim> Vms { get; init; }

    /// <summary>What each VM does; as many as <see cref="Vms"/>, with as many vCPUs.</summary>
    public required IReadOnlyList<GuestSystem> Guests { get; init; }

    /// <summary>The resource pools that claims refer to.</summary>
    public IReadOnlyList<PoolSpec> Pools { get; init; } = [];

    /// <summary>What the hardware costs.</summary>
    public CpuMechanics Mechanics { get; init; } = CpuMechanics.Free;

    /// <summary>What the hypervisor adds to any policy.</summary>
    public CpuFeatures Features { get; init; } = new();

    /// <summary>Nominal clock of a core in MHz, for policies that reckon in MHz.</summary>
    public double CoreMhz { get; init; } = 1000;

    /// <summary>Random numbers of the policy.</summary>
    public RandomStreams Streams { get; init; } = new(1);

    /// <summary>Watches; null: nobody.</summary>
    public ICpuObserver? Observer { get; init; }
}
