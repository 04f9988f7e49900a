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

    /// <summary>When the timeline begins.</summary>
    [Key("timelineFrom", "When the timeline begins.", Min = 0, Example = "10 s")]
    public Duration TimelineFrom { get; init; } = Duration.Zero;

    /// <summary>How much of the run it shows.</summary>
    [Key("timelineSpan", "How much of the run the timeline shows.", Min = 1, Example = "1 s")]
    public Duration TimelineSpan { get; init; } = Duration.FromSeconds(1);

    /// <summary>How many events it holds at most.</summary>
    [Key("timelineEvents", "How many events the timeline holds at most; what comes later is left out.", Min = 1, Max = 50_000_000)]
    public long TimelineEvents { get; init; } = 200_000;

    /// <summary>How many of the worst VMs and hosts the report names.</summary>
    [Key("worst", "How many of the worst VMs and hosts the report names.", Min = 0, Max = 10_000)]
    public int Worst { get; init; } = 10;
}
