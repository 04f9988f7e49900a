using System.Collections.Generic;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Traces;

/// <summary>What is known of a trace as a whole when its workload is completed.</summary>
public sealed record BuildOptions
{
    /// <summary>Whether times count from 1970, so that the earliest becomes the origin. Default: times are relative already.</summary>
    public bool TimesAreUnix { get; init; }

    /// <summary>Sort keys, one a VM: VMs are renumbered in their ordinal order. Default: as added.</summary>
    public IReadOnlyList<string>? Order { get; init; }

    /// <summary>The nominal interval; zero to take it from the samples.</summary>
    public Duration Interval { get; init; }

    /// <summary>What reading came upon.</summary>
    public ReadReport Report { get; init; } = new();

    /// <summary>The files that were read.</summary>
    public IReadOnlyList<InputFile> Inputs { get; init; } = [];
}
