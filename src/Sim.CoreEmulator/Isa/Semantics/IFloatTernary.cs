namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>A fused multiply-add: three floating-point sources, a floating-point result.</summary>
/// <remarks>Floating-point registers hold 64 bits here; narrower values are NaN-boxed, and what is not counts as the canonical NaN.</remarks>
internal interface IFloatTernary
{
    /// <summary>The value of rd, NaN-boxed.</summary>
    /// <param name="rs1">First factor.</param>
    /// <param name="rs2">Second factor.</param>
    /// <param name="rs3">Summand.</param>
    /// <param name="rm">The rounding mode, 0 to 4: the dynamic one is already looked up.</param>
    /// <param name="flags">fflags, to which exceptions are added.</param>
    static abstract ulong Of(ulong rs1, ulong rs2, ulong rs3, uint rm, ref uint flags);
}
