using System;
using System.Collections.Generic;

namespace Sim.Hosts.Interval;

/// <summary>Replays one host after another: an instance is a worker with its buffers, used by one thread.</summary>
public interface IHostReplay
{
    /// <summary>Replays one host over the whole run.</summary>
    /// <param name="host">The hardware.</param>
    /// <param name="stays">Its VMs' stays, in order of arrival.</param>
    /// <param name="series">Filled step by step.</param>
    /// <param name="totals">Filled, one per stay.</param>
    /// <param name="probe">Sees every VM's values, or null.</param>
    /// <returns>The host's energy in joules.</returns>
    double Replay(HostSpec host, IReadOnlyList<Residency> stays, HostSeries series, Span<VmTotals> totals, IVmProbe? probe);
}
