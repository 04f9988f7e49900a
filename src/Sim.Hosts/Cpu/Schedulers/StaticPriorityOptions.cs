using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="StaticPriority"/>.</summary>
public sealed record StaticPriorityOptions
{
    /// <summary>The quantum.</summary>
    [Key("quantum", "How long each runs before the next decision.", Min = 1000, Max = 1e10, Example = "10 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(10);
}
