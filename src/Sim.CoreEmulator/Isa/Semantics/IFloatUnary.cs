namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>One floating-point source, a floating-point result: fsqrt, conversions between formats.</summary>
internal interface IFloatUnary
{
    /// <summary>The value of rd, NaN-boxed.</summary>
    static abstract ulong Of(ulong rs1, uint rm, ref uint flags);
}
