using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts;

/// <summary>What a hart is built with.</summary>
internal sealed record HartOptions
{
    /// <summary>Everything that the emulator knows.</summary>
    public const Extensions AllExtensions = (Extensions)((1UL << 32) - 1);

    /// <summary>Extensions of the instruction set.</summary>
    public Extensions Extensions { get; init; } = AllExtensions;

    /// <summary>Entries of physical memory protection: 0, 16 or 64.</summary>
    public int PmpEntries { get; init; } = 16;

    /// <summary>Bytes of a cache block, for cbo instructions and reservations.</summary>
    public int CacheBlock { get; init; } = 64;
}
