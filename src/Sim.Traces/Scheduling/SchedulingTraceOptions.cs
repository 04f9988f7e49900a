using System;
using System.Threading;
using Sim.Kernel.Plugins;

namespace Sim.Traces.Scheduling;

/// <summary>How a scheduling trace is to be read.</summary>
public sealed record SchedulingTraceOptions
{
    /// <summary>The format's name; null to find out.</summary>
    public string? Format { get; init; }

    /// <summary>Whether faulty rows are left out and counted. Default: any fault stops the read.</summary>
    public bool Lenient { get; init; }

    /// <summary>Told now and then how many bytes of text have been read so far; null for nobody.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>The formats to choose from; null for Sim's own.</summary>
    public PluginRegistry? Formats { get; init; }

    /// <summary>Ends the read with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}
