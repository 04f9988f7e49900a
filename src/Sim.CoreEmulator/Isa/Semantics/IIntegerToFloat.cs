namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>One integer source, a floating-point result: fcvt.s.w, fmv.w.x.</summary>
internal interface IIntegerToFloat
{
    /// <summary>The value of the floating-point register rd, NaN-boxed.</summary>
    static abstract ulong Of(ulong rs1, uint rm, ref uint flags);
}
