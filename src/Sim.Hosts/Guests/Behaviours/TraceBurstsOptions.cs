using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Options of <see cref="TraceBursts"/>.</summary>
public sealed record TraceBurstsOptions
{
    /// <summary>Mean work of a burst.</summary>
    [Key("burst", "Mean work of a burst.", Min = 1000, Max = 1e13, Example = "5 ms")]
    public Duration Burst { get; init; } = Duration.FromMilliseconds(5);

    /// <summary>How bursts vary.</summary>
    [Key("spread", "How bursts vary.")]
    public Spread Spread { get; init; } = Spread.Exponential;
}
