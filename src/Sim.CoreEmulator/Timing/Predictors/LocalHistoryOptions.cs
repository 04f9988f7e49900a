using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Options of <see cref="LocalHistory"/>: as they stand, of the size that CVA6 has.</summary>
public sealed record LocalHistoryOptions
{
    /// <summary>Branches told apart.</summary>
    [Key("entries", "Branches told apart; the next power of 2.", Min = 1, Max = 1 << 16)]
    public int Entries { get; init; } = 128;

    /// <summary>A branch's own outcomes that choose its counter.</summary>
    [Key("history", "A branch's own last outcomes that choose its counter.", Min = 1, Max = 8)]
    public int History { get; init; } = 3;
}
