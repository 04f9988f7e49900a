namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>One floating-point source, an integer result: fcvt.w.s, fclass, fmv.x.w.</summary>
internal interface IFloatToInteger
{
    /// <summary>The value of the integer register rd.</summary>
    static abstract ulong Of(ulong rs1, uint rm, ref uint flags);
}
