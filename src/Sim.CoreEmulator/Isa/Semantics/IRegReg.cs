namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>What an instruction with two integer sources computes. Word instructions take and give all 64 bits and sign-extend by themselves.</summary>
internal interface IRegReg
{
    /// <summary>The value of rd.</summary>
    static abstract ulong Of(ulong rs1, ulong rs2);
}
