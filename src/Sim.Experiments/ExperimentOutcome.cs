using System.Collections.Generic;
using Sim.Experiments.Judging;
using Sim.Kernel.Results;

namespace Sim.Experiments;

/// <summary>What a run found, beside the tables that it wrote.</summary>
public sealed record ExperimentOutcome
{
    /// <summary>The metrics of the whole run.</summary>
    public required IReadOnlyList<Metric> Summary { get; init; }

    /// <summary>The objectives and whether they hold.</summary>
    public required IReadOnlyList<SloResult> Slos { get; init; }

    /// <summary>What to know before trusting the numbers.</summary>
    public required IReadOnlyList<Remark> Remarks { get; init; }

    /// <summary>The files that were read.</summary>
    public required IReadOnlyList<InputFile> Inputs { get; init; }

    /// <summary>The constants that were taken from a cost table.</summary>
    public IReadOnlyList<TakenCost> Costs { get; init; } = [];

    /// <summary>The tables that were written.</summary>
    public required IReadOnlyList<TableSchema> Tables { get; init; }

    /// <summary>Wall time and allocations of each phase.</summary>
    public required IReadOnlyList<PhaseTime> Phases { get; init; }

    /// <summary>VM-samples solved.</summary>
    public required long VmSamples { get; init; }

    /// <summary>Arrivals and ends handled by placement.</summary>
    public required long Events { get; init; }
}
