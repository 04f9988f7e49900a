using System;
using Sim.Kernel.Plugins;

namespace Sim.Clusters.Placement;

/// <summary>Takes the host with room that has the least CPU left: fills hosts up, so that others stay empty.</summary>
[Plugin("best-fit", "The host with room that has the least CPU left; ties by host order.", Source = "Johnson, Near-optimal bin packing algorithms, MIT 1973")]
public sealed class BestFit : IPlacementPolicy
{
    /// <inheritdoc/>
    public int Choose(in VmRequest request, HostLedger hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        double least = double.IsNaN(request.SpeedMhz) ? double.NegativeInfinity : request.Vcpus * request.SpeedMhz * (1 - 1e-9);
        foreach (int host in hosts.FullestFirst(least))
        {
            if (hosts.Fits(request, host))
            {
                return host;
            }
        }

        return -1;
    }
}
