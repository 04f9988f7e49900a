namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>Two floating-point sources, a floating-point result: fadd, fmul, fsgnj, fmin, ...</summary>
internal interface IFloatBinary
{
    /// <summary>The value of rd, NaN-boxed. Sources are raw registers, <paramref name="rm"/> is 0 to 4 (or funct3, where the instruction has no rounding mode).</summary>
    static abstract ulong Of(ulong rs1, ulong rs2, uint rm, ref uint flags);
}
