using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="RoundRobin"/>.</summary>
public sealed record RoundRobinOptions
{
    /// <summary>The quantum.</summary>
    [Key("quantum", "How long each runs in turn.", Min = 1000, Max = 1e10, Example = "30 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(30);
}
