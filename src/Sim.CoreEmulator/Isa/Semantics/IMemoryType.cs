namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>What a load or store moves: its width, and how what was read fills a register.</summary>
internal interface IMemoryType
{
    /// <summary>Bytes in memory: 1, 2, 4 or 8.</summary>
    static abstract int Size { get; }

    /// <summary>The register's value for what was read, which comes zero-extended: sign- or zero-extended, or NaN-boxed.</summary>
    static abstract ulong Extend(ulong read);
}
