using System;
using System.Collections.Generic;
using System.Threading;
using Sim.Kernel.Plugins;
using Sim.Kernel.Results;
using Sim.Scenarios;

namespace Sim.Experiments.Comparing;

/// <summary>How variants are compared.</summary>
public sealed record ComparisonOptions
{
    /// <summary>The parts that the scenarios may name.</summary>
    public required PluginRegistry Parts { get; init; }

    /// <summary>The seed of the first replication; null takes the first variant's scenario's. See <see cref="ReplicationSeed"/>.</summary>
    public long? Seed { get; init; }

    /// <summary>How often each variant runs, 1 or more; with <see cref="Precision"/> at most. Default 10.</summary>
    public int Replications { get; init; } = 10;

    /// <summary>
    /// The relative error of the means at which to stop, above 0; null runs all replications. It is the g of
    /// <see cref="Statistics.PrecisionTarget"/>, asked of every chosen metric in every variant after 3 replications or more.
    /// </summary>
    public double? Precision { get; init; }

    /// <summary>The metrics to compare; empty for all of the summary.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>The confidence of the intervals, above 0 and below 1; 1 less it is the level of significance. Default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>Threads, 1 or more; what is found does not depend on them.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether every run checks conservation.</summary>
    public bool Verify { get; init; }

    /// <summary>Told the runs done and to be done, one call at a time.</summary>
    public Action<RunProgress>? Progress { get; init; }

    /// <summary>Ends the comparison with <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>What runs one variant once; it is called from several threads.</summary>
    public Func<LoadedScenario, RunOptions, IResultSink, ExperimentOutcome> Run { get; init; } = Experiment.Run;
}
