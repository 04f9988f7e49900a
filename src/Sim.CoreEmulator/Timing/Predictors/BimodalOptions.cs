using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Options of <see cref="Bimodal"/>.</summary>
public sealed record BimodalOptions
{
    /// <summary>Counters.</summary>
    [Key("entries", "Counters; the next power of 2.", Min = 1, Max = 1 << 24)]
    public int Entries { get; init; } = 4096;

    /// <summary>Bits of each.</summary>
    [Key("bits", "Bits of each counter.", Min = 1, Max = 8)]
    public int Bits { get; init; } = 2;
}
