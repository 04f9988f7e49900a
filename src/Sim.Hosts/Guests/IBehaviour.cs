using Sim.Kernel.Plugins;

namespace Sim.Hosts.Guests;

/// <summary>What the VMs of a workload do at event resolution.</summary>
/// <remarks>One instance builds every VM of its workload; what differs from VM to VM comes from the VM's random streams.</remarks>
[PluginKind("behaviours", "What the threads of a VM do at event resolution.")]
public interface IBehaviour
{
    /// <summary>Puts the guest together.</summary>
    /// <param name="guest">An empty guest.</param>
    /// <param name="demand">The VM's demand in the trace; null where the workload has none.</param>
    void Build(GuestSystem guest, DemandSeries? demand);
}
