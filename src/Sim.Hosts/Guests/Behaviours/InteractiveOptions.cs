using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Options of <see cref="Interactive"/>.</summary>
public sealed record InteractiveOptions
{
    /// <summary>Mean time between a burst and the next. With a trace the demand sets it.</summary>
    [Key("think", "Mean time between a burst and the next. With a trace the demand sets it.", Min = 1, Max = 1e13, Example = "100 ms")]
    public Duration Think { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>Mean work of a burst.</summary>
    [Key("burst", "Mean work of a burst.", Min = 1, Max = 1e13, Example = "5 ms")]
    public Duration Burst { get; init; } = Duration.FromMilliseconds(5);

    /// <summary>How both vary.</summary>
    [Key("spread", "How both vary.")]
    public Spread Spread { get; init; } = Spread.Exponential;

    /// <summary>Users of each vCPU. With a trace there is one.</summary>
    [Key("users", "Users of each vCPU. With a trace there is one.", Min = 1, Max = 10000)]
    public int Users { get; init; } = 1;
}
