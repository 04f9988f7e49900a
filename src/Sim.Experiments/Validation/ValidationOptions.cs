using System;
using System.Threading;

namespace Sim.Experiments.Validation;

/// <summary>How validations are run. Threads change no result.</summary>
public sealed record ValidationOptions
{
    /// <summary>The seed of all random numbers, 0 or more; default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Threads, 1 or more; default 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether to be done in seconds, with wider tolerances that each case states.</summary>
    public bool Quick { get; init; }

    /// <summary>Told which case is being run.</summary>
    public Action<RunProgress>? Progress { get; init; }

    /// <summary>Ends the run with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }
}
