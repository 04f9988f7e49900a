using System.Collections.Generic;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Options of <see cref="Tage"/>.</summary>
/// <remarks>
/// BOOM v3's TAGE (bpd/tage.scala) is base 2048, lengths [2, 4, 8, 16, 32, 64], sizes [128, 128, 256, 256, 128, 128], tags [7, 7, 8, 8, 9, 9], usefulPeriod 2048.
/// </remarks>
public sealed record TageOptions
{
    /// <summary>Counters of the base predictor.</summary>
    [Key("base", "Two-bit counters of the base predictor, chosen by address; the next power of 2.", Min = 1, Max = 1 << 20)]
    public int Base { get; init; } = 8192;

    /// <summary>Tagged tables.</summary>
    [Key("tables", "Tagged tables.", Min = 1, Max = 32)]
    public int Tables { get; init; } = 12;

    /// <summary>Entries of each.</summary>
    [Key("entries", "Entries of each tagged table; the next power of 2.", Min = 2, Max = 1 << 16)]
    public int Entries { get; init; } = 1024;

    /// <summary>Shortest history.</summary>
    [Key("minHistory", "Outcomes that the first table looks back at.", Min = 1, Max = 4096)]
    public int MinHistory { get; init; } = 4;

    /// <summary>Longest history.</summary>
    [Key("maxHistory", "Outcomes that the last table looks back at; those between are a geometric series.", Min = 1, Max = 4096)]
    public int MaxHistory { get; init; } = 640;

    /// <summary>Bits of a tag in the first table.</summary>
    [Key("tagBits", "Bits of a tag in the first table.", Min = 4, Max = 15)]
    public int TagBits { get; init; } = 8;

    /// <summary>Bits of a tag in the last table.</summary>
    [Key("maxTagBits", "Bits of a tag in the last table; those between lie on a line.", Min = 4, Max = 15)]
    public int MaxTagBits { get; init; } = 12;

    /// <summary>Histories, one by one.</summary>
    [Key("lengths", "Outcomes that each table looks back at, ascending, instead of tables, minHistory and maxHistory.", Min = 1, Max = 4096)]
    public IReadOnlyList<int> Lengths { get; init; } = [];

    /// <summary>Entries, one by one.</summary>
    [Key("sizes", "Entries of each table, instead of entries; the last holds for all behind it.", Min = 2, Max = 1 << 16)]
    public IReadOnlyList<int> Sizes { get; init; } = [];

    /// <summary>Tags, one by one.</summary>
    [Key("tags", "Bits of a tag in each table, instead of tagBits and maxTagBits; the last holds for all behind it.", Min = 4, Max = 15)]
    public IReadOnlyList<int> Tags { get; init; } = [];

    /// <summary>Bits of a prediction counter.</summary>
    [Key("counterBits", "Bits of a tagged entry's counter.", Min = 2, Max = 6)]
    public int CounterBits { get; init; } = 3;

    /// <summary>Bits of a useful counter.</summary>
    [Key("usefulBits", "Bits of the counter of how useful an entry is.", Min = 1, Max = 4)]
    public int UsefulBits { get; init; } = 2;

    /// <summary>How often useful counters age.</summary>
    [Key("usefulPeriod", "Branches after which useful counters lose their upper and, the next time, their lower bit, as in the paper of 2006; 0: all are halved when new entries find no room, as in that of 2011.", Min = 0, Max = 1 << 24)]
    public int UsefulPeriod { get; init; }

    /// <summary>Whether there is a loop predictor.</summary>
    [Key("loop", "Whether loops of constant length have a predictor of their own.")]
    public bool Loop { get; init; } = true;

    /// <summary>Loops it knows.</summary>
    [Key("loops", "Loops that it holds, four to a set; the next power of 2.", Min = 4, Max = 4096)]
    public int Loops { get; init; } = 64;
}
