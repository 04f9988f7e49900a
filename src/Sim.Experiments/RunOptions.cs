using System;
using System.Threading;
using Sim.Kernel.Plugins;
using Sim.Kernel.Results;

namespace Sim.Experiments;

/// <summary>How a run is done; but for <see cref="Seed"/>, none of it changes a result.</summary>
public sealed record RunOptions
{
    /// <summary>The parts that the scenario may name.</summary>
    public required PluginRegistry Parts { get; init; }

    /// <summary>Replaces the scenario's seed; null keeps it.</summary>
    public long? Seed { get; init; }

    /// <summary>Threads for the replay, 1 or more.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether conservation is checked in every step.</summary>
    public bool Verify { get; init; }

    /// <summary>Whether the timeline is written that the scenario may ask for.</summary>
    public bool Timeline { get; init; } = true;

    /// <summary>Makes another taker of the timeline beside its table, given the host's name; it is ended, called once at most; null: none.</summary>
    public Func<string, ITimelineSink>? TraceFile { get; init; }

    /// <summary>Told the phase and, during the replay, the VM-steps done and to be done.</summary>
    public Action<RunProgress>? Progress { get; init; }

    /// <summary>Ends the run with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}
