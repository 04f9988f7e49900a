using System.Collections.Generic;
using Sim.Hosts.Interval;

namespace Sim.Clusters.Placement;

/// <summary>Which VM is where and when.</summary>
/// <param name="Stays">For each host, its VMs' stays in order of arrival.</param>
/// <param name="HostOf">For each VM the host it started on, or -1.</param>
/// <param name="Unplaced">The VMs that fitted nowhere, in order of arrival.</param>
public sealed record PlacementPlan(
    IReadOnlyList<IReadOnlyList<Residency>> Stays,
    IReadOnlyList<int> HostOf,
    IReadOnlyList<Unplaced> Unplaced);
