using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Options of <see cref="BiMode"/>: as they stand, of the kind and size of the openc910's.</summary>
public sealed record BiModeOptions
{
    /// <summary>Counters in each of the two tables.</summary>
    [Key("entries", "Counters of 2 bits in each of the two tables; the next power of 2.", Min = 1, Max = 1 << 24)]
    public int Entries { get; init; } = 16384;

    /// <summary>Counters that choose between them.</summary>
    [Key("choices", "Counters of 2 bits that choose a table by address; the next power of 2.", Min = 1, Max = 1 << 24)]
    public int Choices { get; init; } = 1024;

    /// <summary>Outcomes of earlier branches that choose a counter.</summary>
    [Key("history", "Outcomes of earlier branches that choose a counter; folded where the tables are smaller.", Min = 0, Max = 64)]
    public int History { get; init; } = 22;

    /// <summary>Bits of the address that choose a counter beside the outcomes.</summary>
    [Key("addressBits", "Bits of the block's address that choose a counter beside the outcomes.", Min = 0, Max = 24)]
    public int AddressBits { get; init; } = 4;

    /// <summary>Bytes of an address block.</summary>
    [Key("block", "Bytes whose branches share a choice; the power of 2 below.", Min = 2, Max = 64)]
    public int Block { get; init; } = 16;
}
