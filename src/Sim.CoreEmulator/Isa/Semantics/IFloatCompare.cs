namespace Sim.CoreEmulator.Isa.Semantics;

/// <summary>Two floating-point sources, an integer result: feq, flt, fle.</summary>
internal interface IFloatCompare
{
    /// <summary>The value of the integer register rd.</summary>
    static abstract ulong Of(ulong rs1, ulong rs2, ref uint flags);
}
