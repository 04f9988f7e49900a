using System;
using System.Threading;
using Sim.Hosts.Interval;

namespace Sim.Clusters.Interval;

/// <summary>How a cluster is replayed; none of it changes a result.</summary>
public sealed record ReplayOptions
{
    /// <summary>Makes a worker; called once for each slot.</summary>
    public required Func<IHostReplay> Worker { get; init; }

    /// <summary>Threads to use, 1 or more.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether observers get every VM's values step by step.</summary>
    public bool RecordVms { get; init; }

    /// <summary>Called after each batch with the VM-steps done so far, on the calling thread.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>Ends the replay between two batches.</summary>
    public CancellationToken Cancellation { get; init; }
}
