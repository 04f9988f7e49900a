using System.Collections.Generic;
using Sim.Clusters.Placement;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Experiments.Building;

/// <summary>The VMs of a run, bound to their demand.</summary>
internal sealed record Fleet
{
    /// <summary>What the models know of each VM.</summary>
    public required VmSpec[] Vms { get; init; }

    /// <summary>Names and types as results show them.</summary>
    public required IVmLabels Labels { get; init; }

    /// <summary>When each VM comes and goes, and what it asks for; VMs outside the run are not in it.</summary>
    public required IReadOnlyList<VmArrival> Arrivals { get; init; }

    /// <summary>Demand as a fraction of the VM's size.</summary>
    public required IDemandSource Demand { get; init; }

    /// <summary>The length of a step: the shortest interval of the traces.</summary>
    public required Duration Step { get; init; }

    /// <summary>Steps in the run.</summary>
    public required int Steps { get; init; }

    /// <summary>Files read.</summary>
    public required IReadOnlyList<InputFile> Inputs { get; init; }

    /// <summary>What reading and binding came upon.</summary>
    public required FleetFindings Findings { get; init; }
}
