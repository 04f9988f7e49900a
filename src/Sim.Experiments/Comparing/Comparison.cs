using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Results;

namespace Sim.Experiments.Comparing;

/// <summary>What a comparison found.</summary>
public sealed record Comparison
{
    /// <summary>The variants; the first is the baseline.</summary>
    public required IReadOnlyList<Variant> Variants { get; init; }

    /// <summary>The seed of each replication.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>The metrics in the order of the summary, those that are the same in every run among them.</summary>
    public required IReadOnlyList<MetricComparison> Metrics { get; init; }

    /// <summary>The latencies of each variant, mean of the replications; empty where the runs measure none.</summary>
    public required IReadOnlyList<IReadOnlyList<LatencyPoint>> Latencies { get; init; }

    /// <summary>Whether the runs measure latencies.</summary>
    public bool HasLatencies => Latencies.Any(points => points.Count > 0);

    /// <summary>The confidence of the intervals.</summary>
    public required double Confidence { get; init; }

    /// <summary>Metrics and variants whose mean is not as precise as was asked for; empty where all are, or nothing was asked.</summary>
    public required IReadOnlyList<string> Imprecise { get; init; }

    /// <summary>What to know before trusting the numbers.</summary>
    public required IReadOnlyList<Remark> Remarks { get; init; }

    /// <summary>The files that were read.</summary>
    public required IReadOnlyList<InputFile> Inputs { get; init; }

    /// <summary>The constants that variants took from cost tables, each once.</summary>
    public IReadOnlyList<TakenCost> Costs { get; init; } = [];

    /// <summary>VM-samples solved in all runs.</summary>
    public required long VmSamples { get; init; }

    /// <summary>Events of all runs.</summary>
    public required long Events { get; init; }
}
