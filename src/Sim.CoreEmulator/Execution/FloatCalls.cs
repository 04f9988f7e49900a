using System;
using System.Reflection;
using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Isa.Semantics;

namespace Sim.CoreEmulator.Execution;

/// <summary>Floating-point computations as translated code calls them: each compiled once, for inlined they would use up what the runtime grants a method.</summary>
internal static class FloatCalls
{
    private const MethodImplOptions OnceAndWell = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;

    /// <summary>The method for an instruction.</summary>
    public static MethodInfo Of(Instruction what) =>
        typeof(FloatCalls).GetMethod(what.Form.ToString(), BindingFlags.Public | BindingFlags.Static) is MethodInfo method
            ? method.MakeGenericMethod(what.Semantics)
            : throw new ArgumentException($"{what.Name} computes nothing in floating point", nameof(what));

    [MethodImpl(OnceAndWell)]
    public static ulong FloatTernary<T>(ulong rs1, ulong rs2, ulong rs3, uint rm, ref uint flags)
        where T : struct, IFloatTernary => T.Of(rs1, rs2, rs3, rm, ref flags);

    [MethodImpl(OnceAndWell)]
    public static ulong FloatBinary<T>(ulong rs1, ulong rs2, uint rm, ref uint flags)
        where T : struct, IFloatBinary => T.Of(rs1, rs2, rm, ref flags);

    [MethodImpl(OnceAndWell)]
    public static ulong FloatUnary<T>(ulong rs1, uint rm, ref uint flags)
        where T : struct, IFloatUnary => T.Of(rs1, rm, ref flags);

    [MethodImpl(OnceAndWell)]
    public static ulong FloatCompare<T>(ulong rs1, ulong rs2, ref uint flags)
        where T : struct, IFloatCompare => T.Of(rs1, rs2, ref flags);

    [MethodImpl(OnceAndWell)]
    public static ulong FloatToInteger<T>(ulong rs1, uint rm, ref uint flags)
        where T : struct, IFloatToInteger => T.Of(rs1, rm, ref flags);

    [MethodImpl(OnceAndWell)]
    public static ulong IntegerToFloat<T>(ulong rs1, uint rm, ref uint flags)
        where T : struct, IIntegerToFloat => T.Of(rs1, rm, ref flags);
}
