using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Options of <see cref="PingPong"/>.</summary>
public sealed record PingPongOptions
{
    /// <summary>Work of each side on each message.</summary>
    [Key("work", "Work of each side on each message.", Min = 1, Max = 1e13, Example = "10 us")]
    public Duration Work { get; init; } = Duration.FromNanoseconds(10000);
}
