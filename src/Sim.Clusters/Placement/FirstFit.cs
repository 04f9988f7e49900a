using Sim.Kernel.Plugins;

namespace Sim.Clusters.Placement;

/// <summary>Takes the first host, in their order, with room.</summary>
[Plugin("first-fit", "The first host, in their order, with room.", Source = "Johnson, Near-optimal bin packing algorithms, MIT 1973")]
public sealed class FirstFit : IPlacementPolicy
{
    /// <inheritdoc/>
    public int Choose(in VmRequest request, HostLedger hosts)
    {
        System.ArgumentNullException.ThrowIfNull(hosts);
        return hosts.FirstFit(request);
    }
}
