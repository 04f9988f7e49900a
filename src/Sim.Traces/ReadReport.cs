using System.Collections.Generic;
using Sim.Kernel;

namespace Sim.Traces;

/// <summary>What reading a trace came upon.</summary>
public sealed record ReadReport
{
    /// <summary>The format that was read; empty for a workload made in memory.</summary>
    public string Format { get; init; } = "";

    /// <summary>Files or archive entries read.</summary>
    public int Files { get; init; }

    /// <summary>Files that held a header and no rows.</summary>
    public int EmptyFiles { get; init; }

    /// <summary>Data rows read, duplicates and absent ones included, skipped ones not.</summary>
    public long Rows { get; init; }

    /// <summary>Rows dropped because a later one has the same VM and time.</summary>
    public long Duplicates { get; init; }

    /// <summary>Samples that say that the VM was powered off.</summary>
    public long PoweredOff { get; init; }

    /// <summary>Faulty rows that <c>Lenient</c> left out.</summary>
    public long Skipped { get; init; }

    /// <summary>The first of the faults behind <see cref="Skipped"/>.</summary>
    public IReadOnlyList<InputError> FirstFaults { get; init; } = [];
}
