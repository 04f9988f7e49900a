using System;
using System.Runtime.CompilerServices;

namespace Sim.CoreEmulator.Floating;

/// <summary>Single precision, of F.</summary>
internal readonly struct Binary32 : IHostFormat<float>
{
    public static int Width => 32;

    public static int FractionBits => 23;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToHost(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong FromHost(float value) => BitConverter.SingleToUInt32Bits(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add(ulong a, ulong b, uint rm, ref uint flags) => HostArithmetic.Add<Binary32, float>(a, b, rm, ref flags);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Multiply(ulong a, ulong b, uint rm, ref uint flags) => HostArithmetic.Multiply<Binary32, float>(a, b, rm, ref flags);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Divide(ulong a, ulong b, uint rm, ref uint flags) => HostArithmetic.Divide<Binary32, float>(a, b, rm, ref flags);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SquareRoot(ulong a, uint rm, ref uint flags) => HostArithmetic.SquareRoot<Binary32, float>(a, rm, ref flags);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyAdd(ulong a, ulong b, ulong c, uint rm, ref uint flags) =>
        HostArithmetic.MultiplyAdd<Binary32, float>(a, b, c, rm, ref flags);
}
