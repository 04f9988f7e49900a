using System;
using System.Collections.Generic;
using Sim.Hosts.Interval;

namespace Sim.Clusters.Interval;

/// <summary>One host's finished replay, as an observer sees it; the buffers are reused after the call.</summary>
public readonly ref struct HostOutcome
{
    /// <summary>The host's index.</summary>
    public required int Host { get; init; }

    /// <summary>Its stays in order of arrival.</summary>
    public required IReadOnlyList<Residency> Stays { get; init; }

    /// <summary>Its numbers step by step.</summary>
    public required HostSeries Series { get; init; }

    /// <summary>Its VMs' totals, one per stay.</summary>
    public required ReadOnlySpan<VmTotals> Totals { get; init; }

    /// <summary>Its VMs' values step by step where they were asked for, or null.</summary>
    public required VmRecorder? Vms { get; init; }

    /// <summary>Its energy in joules.</summary>
    public required double Joules { get; init; }
}
