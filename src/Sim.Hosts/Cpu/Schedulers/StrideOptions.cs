using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Stride"/>.</summary>
public sealed record StrideOptions
{
    /// <summary>The quantum.</summary>
    [Key("quantum", "How long each runs before the next decision.", Min = 1000, Max = 1e10, Example = "10 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>How far a pass may part from the global pass.</summary>
    [Key("lagLimit", "On several pCPUs, how much time of a vCPU with average shares a pass may lie before or behind the global pass.", Min = 1e6, Max = 1e13, Example = "10 s")]
    public Duration LagLimit { get; init; } = Duration.FromSeconds(10);
}
