using Sim.Kernel.Plugins;

namespace Sim.Scenarios;

/// <summary>How the samples of a trace are read as demand over time.</summary>
public sealed record DemandSettings
{
    /// <summary>The demand between two samples.</summary>
    [Key("between", "Demand between two samples: that of the sample before, or on the line between the two.")]
    public Interpolation Between { get; init; } = Interpolation.Hold;
}
