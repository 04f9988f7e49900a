using System;
using System.Collections.Generic;

namespace Sim.Experiments.HotSections;

/// <summary>How a core is calibrated.</summary>
internal sealed record CalibrationOptions
{
    /// <summary>The sections, by name; none for all.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>Where results are kept for the next time; null for nowhere.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Programs that run side by side.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Told of each program that is done.</summary>
    public Action<string> Done { get; init; } = _ => { };

    /// <summary>Asked now and then: whether to stop.</summary>
    public Func<bool> Cancelled { get; init; } = () => false;
}
