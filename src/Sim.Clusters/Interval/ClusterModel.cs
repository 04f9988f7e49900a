using System.Collections.Generic;
using Sim.Hosts;
using Sim.Hosts.Interval;

namespace Sim.Clusters.Interval;

/// <summary>Everything that an interval run of a cluster needs to know.</summary>
/// <param name="Hosts">The hosts, in the order of results.</param>
/// <param name="Vms">The VMs by index.</param>
/// <param name="Pools">Resource pools, parents first.</param>
/// <param name="Demand">The VMs' CPU demand.</param>
/// <param name="Rules">Choices that hold for every host.</param>
public sealed record ClusterModel(
    IReadOnlyList<HostSpec> Hosts,
    VmSpec[] Vms,
    IReadOnlyList<PoolSpec> Pools,
    IDemandSource Demand,
    IntervalRules Rules)
{
    /// <summary>What to know of its memory; null where that is not modelled.</summary>
    public MemoryModel? Memory { get; init; }
}
