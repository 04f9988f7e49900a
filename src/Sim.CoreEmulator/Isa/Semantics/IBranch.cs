namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>When a conditional branch is taken.</summary>
internal interface IBranch
{
    /// <summary>Whether it is taken.</summary>
    static abstract bool Taken(ulong rs1, ulong rs2);
}
