namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>What an instruction with an integer source and an immediate (or shift amount) computes.</summary>
internal interface IRegImm
{
    /// <summary>The value of rd.</summary>
    /// <param name="rs1">The source register.</param>
    /// <param name="imm">The immediate, sign-extended; of a shift the amount.</param>
    static abstract ulong Of(ulong rs1, long imm);
}
