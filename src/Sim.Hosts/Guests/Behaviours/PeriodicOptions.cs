using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Options of <see cref="Periodic"/>.</summary>
public sealed record PeriodicOptions
{
    /// <summary>Work in each period.</summary>
    [Key("work", "Work in each period.", Min = 1, Max = 1e13, Example = "2 ms")]
    public Duration Work { get; init; } = Duration.FromMilliseconds(2);

    /// <summary>Time from one run to the next.</summary>
    [Key("period", "Time from one run to the next.", Min = 1000, Max = 1e13, Example = "10 ms")]
    public Duration Period { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>Whether all begin at the same instants; else each at a random one.</summary>
    [Key("aligned", "Whether all begin at the same instants; else each at a random one.")]
    public bool Aligned { get; init; }
}
