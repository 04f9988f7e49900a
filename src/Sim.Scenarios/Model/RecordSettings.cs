using System.Collections.Generic;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Scenarios;

/// <summary>What a run writes down.</summary>
public sealed record RecordSettings
{
    /// <summary>The time between two recorded samples; null for the trace's interval.</summary>
    [Key("interval", "Time between two recorded samples. Left out: the trace's interval.", Min = 1, Example = "5 min")]
    public Duration? Interval { get; init; }

    /// <summary>What is recorded each interval.</summary>
    [Key("samples", "What is recorded each interval; [] for totals only.")]
    public IReadOnlyList<SampledRows> Samples { get; init; } = [SampledRows.Hosts];

    /// <summary>Whether a timeline of events is written.</summary>
    [Key("timeline", "Whether a timeline of events is written.")]
    public bool Timeline { get; init; }

    /// <summary>How many of the worst VMs and hosts the report names.</summary>
    [Key("worst", "How many of the worst VMs and hosts the report names.", Min = 0, Max = 10_000)]
    public int Worst { get; init; } = 10;
}
