using Sim.Kernel.Plugins;

namespace Sim.Clusters.Placement;

/// <summary>Picks the host on which an arriving VM starts.</summary>
/// <remarks>
/// Called once per VM, in order of time, then of the VMs' order in the workload. Must depend on nothing but its own
/// state, the VM and the ledger. It only chooses: the planner commits what the VM takes and releases it at its end.
/// </remarks>
[PluginKind("placement-policies", "Which host an arriving VM starts on.")]
public interface IPlacementPolicy
{
    /// <summary>The index of a host for which <see cref="HostLedger.Fits"/> holds, or -1 where none does.</summary>
    int Choose(in VmRequest request, HostLedger hosts);
}
