using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Scenarios;

/// <summary>The part of a run that its timeline shows.</summary>
public sealed record TimelineWindow
{
    /// <summary>When it begins, since the start of the run; null for the end of the warm-up.</summary>
    [Key("from", "When the timeline begins, since the start of the run. Left out: the end of the warm-up.", Example = "2 s")]
    public Duration? From { get; init; }

    /// <summary>How long it is; null for the rest of the run.</summary>
    [Key("length", "How long the timeline is. Left out: to the end of the run.", Min = 1, Example = "200 ms")]
    public Duration? Length { get; init; }
}
