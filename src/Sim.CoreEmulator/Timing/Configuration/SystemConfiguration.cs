using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>What reaches beyond registers and memory costs.</summary>
public sealed record SystemConfiguration
{
    /// <summary>Reading or writing a CSR.</summary>
    [Key("csr", "Cycles that reading or writing a CSR takes, once all before it is done.", Min = 1, Max = 200)]
    public int Csr { get; init; } = 2;

    /// <summary>Entering a trap handler.</summary>
    [Key("trap", "Cycles from a trap to fetching its handler; refilling the pipeline comes on top.", Min = 0, Max = 10000)]
    public int Trap { get; init; } = 8;

    /// <summary>Leaving a trap handler.</summary>
    [Key("trapReturn", "Cycles from MRET or SRET to fetching where it leads; refilling the pipeline comes on top.", Min = 0, Max = 10000)]
    public int TrapReturn { get; init; } = 8;

    /// <summary>What entering or leaving a guest costs on top.</summary>
    [Key("worldSwitch", "Cycles more when a trap or a return changes between host and guest (V).", Min = 0, Max = 10000)]
    public int WorldSwitch { get; init; }

    /// <summary>FENCE.</summary>
    [Key("fence", "Cycles that FENCE takes, once accesses before it are done.", Min = 1, Max = 1000)]
    public int Fence { get; init; } = 2;

    /// <summary>FENCE.I.</summary>
    [Key("fenceI", "Cycles that FENCE.I takes; fetching anew comes on top.", Min = 1, Max = 10000)]
    public int FenceI { get; init; } = 20;

    /// <summary>Fences of translations.</summary>
    [Key("translationFence", "Cycles that SFENCE.VMA and its kin take.", Min = 1, Max = 10000)]
    public int TranslationFence { get; init; } = 20;

    /// <summary>Accesses to devices.</summary>
    [Key("device", "What an access to a device's register takes.", Min = 0, Max = 1e9, Example = "100 ns")]
    public Duration Device { get; init; } = Duration.FromNanoseconds(100);
}
