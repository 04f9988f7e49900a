using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>Options of <see cref="NextLine"/>.</summary>
public sealed record NextLineOptions
{
    /// <summary>Lines fetched ahead.</summary>
    [Key("degree", "Lines fetched ahead.", Min = 1, Max = 8)]
    public int Degree { get; init; } = 1;
}
