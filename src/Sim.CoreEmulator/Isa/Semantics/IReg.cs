namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>What an instruction with one integer source computes (clz, sext.b, rev8, ...).</summary>
internal interface IReg
{
    /// <summary>The value of rd.</summary>
    static abstract ulong Of(ulong rs1);
}
