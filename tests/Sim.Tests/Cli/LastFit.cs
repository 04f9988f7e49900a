using System;
using Sim.Clusters.Placement;
using Sim.Kernel.Plugins;

namespace Sim.Tests.Cli;

/// <summary>A placement policy of a user's own, in an assembly that Sim does not know.</summary>
[Plugin("test-last-fit", "The last host with room.", Source = "PluginTests")]
public sealed class LastFit : IPlacementPolicy
{
    /// <inheritdoc/>
    public int Choose(in VmRequest request, HostLedger hosts)
    {
        ArgumentNullException.ThrowIfNull(hosts);
        int host = hosts.Count - 1;
        while (host >= 0 && !hosts.Fits(request, host))
        {
            host--;
        }

        return host;
    }
}
