using System;
using System.Collections.Generic;
using Sim.Hosts;
using Sim.Hosts.Interval;

namespace Sim.Experiments.Events;

/// <summary>Keeps what a replay of a host showed, so that asking again costs nothing: an event run is dear.</summary>
/// <param name="inner">Does the work.</param>
/// <param name="memory">What is known of each host by name; shared by the workers, each of which writes other hosts.</param>
/// <param name="indexOf">The host's place in the memory.</param>
internal sealed class RememberingReplay(IHostReplay inner, RememberedHost?[] memory, Func<HostSpec, int> indexOf) : IHostReplay
{
    /// <inheritdoc/>
    public double Replay(HostSpec host, IReadOnlyList<Residency> stays, HostSeries series, Span<VmTotals> totals, IVmProbe? probe)
    {
        int index = indexOf(host);
        RememberedHost known = memory[index] ??= RememberedHost.Of(inner, host, stays, series.Vms.Length, series.Memory is not null);
        known.Show(series, totals, probe);
        return known.Joules;
    }
}
