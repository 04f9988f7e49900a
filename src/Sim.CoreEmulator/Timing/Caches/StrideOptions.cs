using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Options of <see cref="StridePrefetcher"/>.</summary>
public sealed record StrideOptions
{
    /// <summary>Instructions watched.</summary>
    [Key("entries", "Instructions watched; rounded up to a power of 2.", Min = 1, Max = 65536)]
    public int Entries { get; init; } = 256;

    /// <summary>Accesses fetched ahead.</summary>
    [Key("degree", "Accesses fetched ahead each time.", Min = 1, Max = 8)]
    public int Degree { get; init; } = 1;

    /// <summary>How far ahead.</summary>
    [Key("distance", "How many strides ahead the first is.", Min = 1, Max = 64)]
    public int Distance { get; init; } = 4;
}
