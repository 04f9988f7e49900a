using System;
using System.Collections.Generic;
using Sim.Clusters.Placement;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;
using Sim.Scenarios;

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

    /// <summary>The interval of the traces, which a step may be finer than.</summary>
    public required Duration TraceStep { get; init; }

    /// <summary>Trace intervals in the run.</summary>
    public required int TraceSteps { get; init; }

    /// <summary>Demand by trace interval.</summary>
    public required IDemandSource TraceDemand { get; init; }

    /// <summary>The entry of the scenario's workload that a VM belongs to.</summary>
    public required Func<int, int> GroupOf { get; init; }

    /// <summary>What the scenario says of a VM; its size may come from the trace instead.</summary>
    public required Func<int, VmType> TypeOf { get; init; }

    /// <summary>Whether a VM has a behaviour but no trace.</summary>
    public required Func<int, bool> IsFlat { get; init; }

    /// <summary>What the guests do with their memory.</summary>
    public required FleetMemory Memory { get; init; }

    /// <summary>Files read.</summary>
    public required IReadOnlyList<InputFile> Inputs { get; init; }

    /// <summary>What reading and binding came upon.</summary>
    public required FleetFindings Findings { get; init; }
}
