using System.Collections.Generic;

namespace Sim.Kernel.Results;

/// <summary>What a run cost on the machine that did it.</summary>
public sealed record RunStatistics
{
    /// <summary>When it began, UTC, ISO 8601; the one wall-clock stamp in a result folder.</summary>
    public string StartedUtc { get; init; } = "";

    /// <summary>Wall time of the whole run in seconds.</summary>
    public double WallSeconds { get; init; }

    /// <summary>Wall time of each phase in seconds, in order.</summary>
    public IReadOnlyList<PhaseTime> Phases { get; init; } = [];

    /// <summary>VM-samples solved (interval resolution).</summary>
    public long VmSamples { get; init; }

    /// <summary>Events executed (event resolution), or placement events at interval resolution.</summary>
    public long Events { get; init; }

    /// <summary>Bytes allocated on the managed heap.</summary>
    public long AllocatedBytes { get; init; }

    /// <summary>The process's largest working set in bytes.</summary>
    public long PeakMemoryBytes { get; init; }

    /// <summary>CPU time of the process in seconds, all threads.</summary>
    public double CpuSeconds { get; init; }
}
