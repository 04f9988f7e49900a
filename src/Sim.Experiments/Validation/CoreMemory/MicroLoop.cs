namespace Sim.Experiments.Validation.CoreMemory;

/// <summary>A loop of <c>memory.c</c>, by the number that its requests have.</summary>
internal enum MicroLoop
{
    /// <summary>Loads that each give the next one's address, around a ring in random order.</summary>
    ChaseShuffled,

    /// <summary>The same in order of addresses: a walk by a stride.</summary>
    ChaseInOrder,

    /// <summary>Independent loads, one from each 64 bytes.</summary>
    Read,

    /// <summary>A word of each 64 bytes of the first half, written to the second.</summary>
    Copy,

    /// <summary>Additions that each need the one before.</summary>
    AddChain,

    /// <summary>Additions that need nothing.</summary>
    Adds,

    /// <summary>Multiplications that each need the one before.</summary>
    MultiplyChain,

    /// <summary>Divisions that each need the one before.</summary>
    DivideChain,

    /// <summary>A load, an addition that needs it, a load at that address.</summary>
    LoadUse,

    /// <summary>Jumps, each to the next.</summary>
    Jumps,

    /// <summary>Conditional branches that are never taken.</summary>
    BranchesNever,

    /// <summary>The same, always taken.</summary>
    BranchesAlways,

    /// <summary>The same by random bits.</summary>
    BranchesRandom,

    /// <summary>Additions of doubles that each need the one before.</summary>
    FloatAddChain,

    /// <summary>Their multiplications.</summary>
    FloatMultiplyChain,

    /// <summary>Their fused multiplications and additions.</summary>
    FusedChain,

    /// <summary>A store, a load of what it stored, a store of that.</summary>
    Forwarding,
}
