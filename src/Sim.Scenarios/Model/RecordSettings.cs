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

    /// <summary>Whether an event run writes down what every vCPU of one host did.</summary>
    [Key("timeline", "Whether an event run writes what every vCPU of one host did: timeline.csv, and timeline.json for ui.perfetto.dev. sim compare writes none.")]
    public bool Timeline { get; init; }

    /// <summary>The part of the run that the timeline shows.</summary>
    [Key("timelineWindow", "The part of the run that the timeline shows.")]
    public TimelineWindow TimelineWindow { get; init; } = new();

    /// <summary>How many states and wake-ups the timeline holds; where there are more, it ends early.</summary>
    [Key("timelineEvents", "How many states and wake-ups the timeline holds; where there are more, it ends early and the run says when.", Min = 1, Max = 100_000_000)]
    public int TimelineEvents { get; init; } = 100_000;

    /// <summary>The host whose timeline is written; null for the first that has a VM.</summary>
    [Key("timelineHost", "The host whose timeline is written. Left out: the first that has a VM.")]
    public string? TimelineHost { get; init; }

    /// <summary>How many of the worst VMs and hosts the report names.</summary>
    [Key("worst", "How many of the worst VMs and hosts the report names.", Min = 0, Max = 10_000)]
    public int Worst { get; init; } = 10;
}
