using System;
using System.Runtime.CompilerServices;

namespace Sim.CoreEmulator.Floating;

/// <summary>Double precision, of D.</summary>
internal readonly struct Binary64 : IHostFormat<double>
{
    public static int Width => 64;

    public static int FractionBits => 52;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToHost(ulong bits) => BitConverter.UInt64BitsToDouble(bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FromHost(double value) => BitConverter.DoubleToUInt64Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong a, ulong b, uint rm, ref uint flags) => HostArithmetic.Add<Binary64, double>(a, b, rm, ref flags);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Multiply(ulong a, ulong b, uint rm, ref uint flags) => HostArithmetic.Multiply<Binary64, double>(a, b, rm, ref flags);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Divide(ulong a, ulong b, uint rm, ref uint flags) => HostArithmetic.Divide<Binary64, double>(a, b, rm, ref flags);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SquareRoot(ulong a, uint rm, ref uint flags) => HostArithmetic.SquareRoot<Binary64, double>(a, rm, ref flags);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyAdd(ulong a, ulong b, ulong c, uint rm, ref uint flags) =>
        HostArithmetic.MultiplyAdd<Binary64, double>(a, b, c, rm, ref flags);
}
