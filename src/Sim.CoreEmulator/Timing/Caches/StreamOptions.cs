using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Options of <see cref="StreamPrefetcher"/>.</summary>
public sealed record StreamOptions
{
    /// <summary>Pages watched.</summary>
    [Key("streams", "Pages watched at once.", Min = 1, Max = 256)]
    public int Streams { get; init; } = 16;

    /// <summary>Lines fetched ahead.</summary>
    [Key("degree", "Lines fetched ahead each time.", Min = 1, Max = 8)]
    public int Degree { get; init; } = 2;

    /// <summary>How far ahead.</summary>
    [Key("distance", "How many lines ahead the first is.", Min = 1, Max = 32)]
    public int Distance { get; init; } = 4;
}
