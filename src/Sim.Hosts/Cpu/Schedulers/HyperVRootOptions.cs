using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="HyperVRoot"/>.</summary>
public sealed record HyperVRootOptions
{
    /// <summary>The clock interval.</summary>
    [Key("tick", "Clock interval of Windows.", Min = 100_000, Max = 1e9, Example = "15625 us")]
    public Duration Tick { get; init; } = Duration.FromNanoseconds(15_625_000);

    /// <summary>The quantum in clock intervals.</summary>
    [Key("quantumTicks", "Quantum in clock intervals: 2 on clients, 12 on servers.", Min = 1, Max = 100)]
    public int QuantumTicks { get; init; } = 2;

    /// <summary>What a wake-up lifts.</summary>
    [Key("wakeBoost", "Levels that a wake-up lifts the priority; one is lost with each quantum.", Min = 0, Max = 15)]
    public int WakeBoost { get; init; } = 1;
}
