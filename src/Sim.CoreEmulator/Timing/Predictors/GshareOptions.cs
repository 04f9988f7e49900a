using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Options of <see cref="Gshare"/>.</summary>
public sealed record GshareOptions
{
    /// <summary>Counters.</summary>
    [Key("entries", "Counters; the next power of 2.", Min = 1, Max = 1 << 24)]
    public int Entries { get; init; } = 16384;

    /// <summary>Bits of each.</summary>
    [Key("bits", "Bits of each counter.", Min = 1, Max = 8)]
    public int Bits { get; init; } = 2;

    /// <summary>Outcomes of earlier branches that choose a counter.</summary>
    [Key("history", "Outcomes of earlier branches that choose a counter, with the branch's address; folded where the table is smaller.", Min = 0, Max = 64)]
    public int History { get; init; } = 14;
}
