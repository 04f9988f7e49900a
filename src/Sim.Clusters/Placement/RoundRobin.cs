using System;
using Sim.Kernel.Plugins;

namespace Sim.Clusters.Placement;

/// <summary>Takes the next host, going round, with room: spreads VMs evenly by count.</summary>
[Plugin("round-robin", "The next host, going round, with room.")]
public sealed class RoundRobin : IPlacementPolicy
{
    private int _next;

    /// <inheritdoc/>
    public int Choose(in VmRequest request, HostLedger hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        int host = hosts.FirstFit(request, _next);
        if (host < 0)
        {
            host = hosts.FirstFit(request);
        }

        if (host >= 0)
        {
            _next = (host + 1) % hosts.Count;
        }

        return host;
    }
}
