using System;
using Sim.Kernel.Plugins;

namespace Sim.Clusters.Placement;

/// <summary>Takes the host with room that has the most CPU left: spreads load, as a balancing scheduler does.</summary>
[Plugin("worst-fit", "The host with room that has the most CPU left; ties by host order.", Source = "Johnson, Near-optimal bin packing algorithms, MIT 1973")]
public sealed class WorstFit : IPlacementPolicy
{
    /// <inheritdoc/>
    public int Choose(in VmRequest request, HostLedger hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        foreach (int host in hosts.EmptiestFirst())
        {
            if (hosts.Fits(request, host))
            {
                return host;
            }
        }

        return -1;
    }
}
