using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="FairShare"/>.</summary>
public sealed record FairShareOptions
{
    /// <summary>The quantum.</summary>
    [Key("quantum", "How long each runs before the next decision.", Min = 1000, Max = 1e10, Example = "10 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>Half-life of usage.</summary>
    [Key("halfLife", "In what time half of the usage of a VM is forgotten.", Min = 1e6, Max = 1e14, Example = "10 s")]
    public Duration HalfLife { get; init; } = Duration.FromSeconds(10);
}
