using System;
using Sim.Kernel.Plugins;

namespace Sim.Clusters.Placement;

/// <summary>
/// Takes the host with room whose power rises least when the VM runs at its full size: Beloglazov and Buyya's PABFD when
/// VMs come largest first (<c>order: decreasing</c>).
/// </summary>
/// <remarks>
/// An empty host counts with its idle power, since it has to be switched on. Looks at every host: O(hosts) per VM.
/// </remarks>
[Plugin("power-aware-best-fit", "The host with room whose power rises least; with order: decreasing it is PABFD.",
    Source = "Beloglazov and Buyya, Optimal online deterministic algorithms ..., CCPE 24(13), 2012, algorithm 2")]
public sealed class PowerAwareBestFit : IPlacementPolicy
{
    /// <inheritdoc/>
    public int Choose(in VmRequest request, HostLedger hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        int best = -1;
        double least = double.PositiveInfinity;
        for (int host = hosts.FirstFit(request); host >= 0; host = hosts.FirstFit(request, host + 1))
        {
            double rise = Rise(request, hosts, host);
            if (rise < least)
            {
                (best, least) = (host, rise);
            }
        }

        return best;
    }

    private static double Rise(in VmRequest request, HostLedger hosts, int host)
    {
        double capacity = hosts[host].CapacityMhz;
        double committed = hosts.CommittedMhz(host);
        double before = committed > 0 ? hosts[host].Power.At(committed / capacity) : 0;
        return hosts[host].Power.At((committed + hosts.SizeMhz(request, host)) / capacity) - before;
    }
}
