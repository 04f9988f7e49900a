using System.Collections.Generic;
using Sim.Kernel.Plugins;

namespace Sim.Scenarios;

/// <summary>How the series of a trace become virtual machines.</summary>
public sealed record VmSelection
{
    /// <summary>Which series gets which type.</summary>
    [Key("assign", "Which series gets which of the types.")]
    public Assignment Assign { get; init; } = Assignment.Blocks;

    /// <summary>The types; empty where the trace carries the sizes itself.</summary>
    [Key("types", "VM types. Left out: the sizes that the trace carries, or 'default' where it carries none.")]
    public IReadOnlyList<VmType> Types { get; init; } = [];

    /// <summary>The type of series for which neither the trace nor <see cref="Types"/> gives a size.</summary>
    [Key("default", "Type of series for which neither the trace nor 'types' gives a size.")]
    public VmType Default { get; init; } = new();

    /// <summary>How many VMs a workload without a trace has.</summary>
    [Key("count", "How many VMs there are, for a workload that has a behaviour but no trace.", Min = 1, Max = 1_000_000)]
    public int Count { get; init; } = 1;

    /// <summary>How many series to take, in the trace's order; null for all.</summary>
    [Key("take", "How many series to take, in the trace's order. Left out: all.", Min = 1)]
    public int? Take { get; init; }
}
