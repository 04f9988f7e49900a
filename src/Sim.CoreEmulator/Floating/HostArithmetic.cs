using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Sim.CoreEmulator.Floating;

/// <summary>
/// Arithmetic with the host's own instructions where its result and flags are certain to be those of <see cref="Arithmetic"/>,
/// to which everything else goes.
/// </summary>
/// <remarks>
/// Every host of .NET rounds its arithmetic as IEEE 754 wants, to nearest with ties to even, without flushing subnormal numbers. So with
/// RNE the result is right unless it is a NaN, whose bits differ. The flags follow from the result. If it is finite and its magnitude
/// is above the smallest normal number, then
/// no operand is a NaN or infinite, other than a divisor (which would give zero), so nothing is invalid (NV);
/// nothing was divided by zero (DZ), which gives an infinity, and nothing overflowed (OF), which in RNE gives one too;
/// nothing underflowed (UF): only the smallest normal number itself can come of a tiny number that was rounded up.
/// There remains NX. Either it is set already, as it is soon after a program's start, or the result has to be proven exact.
/// The idea of looking at NX is that of QEMU's hardfloat (E. G. Cota and L. P. Carloni, VEE 2019).
/// </remarks>
internal static class HostArithmetic
{
    private static bool HasFusedMultiplyAdd => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>a + b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Add<TFormat, THost>(ulong a, ulong b, uint rm, ref uint flags)
        where TFormat : struct, IHostFormat<THost>
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        if (rm == RoundingMode.Rne)
        {
            THost x = TFormat.ToHost(a);
            THost y = TFormat.ToHost(b);
            THost sum = x + y;
            ulong bits = TFormat.FromHost(sum);
            if (IsPlain<TFormat>(bits) && (IsInexactSet(flags) || IsSum(x, y, sum)))
            {
                return bits;
            }
        }

        return Arithmetic.Add<TFormat>(a, b, rm, ref flags);
    }

    /// <summary>a × b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Multiply<TFormat, THost>(ulong a, ulong b, uint rm, ref uint flags)
        where TFormat : struct, IHostFormat<THost>
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        if (rm == RoundingMode.Rne)
        {
            THost x = TFormat.ToHost(a);
            THost y = TFormat.ToHost(b);
            THost product = x * y;
            ulong bits = TFormat.FromHost(product);
            if (IsPlain<TFormat>(bits) && (IsInexactSet(flags) || IsProduct<TFormat, THost>(x, y, product)))
            {
                return bits;
            }
        }

        return Arithmetic.Multiply<TFormat>(a, b, rm, ref flags);
    }

    /// <summary>a ÷ b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Divide<TFormat, THost>(ulong a, ulong b, uint rm, ref uint flags)
        where TFormat : struct, IHostFormat<THost>
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        if (rm == RoundingMode.Rne)
        {
            THost x = TFormat.ToHost(a);
            THost y = TFormat.ToHost(b);
            THost quotient = x / y;
            ulong bits = TFormat.FromHost(quotient);
            if (IsPlain<TFormat>(bits) && (IsInexactSet(flags) || IsProduct<TFormat, THost>(quotient, y, x)))
            {
                return bits;
            }
        }

        return Arithmetic.Divide<TFormat>(a, b, rm, ref flags);
    }

    /// <summary>√a.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong SquareRoot<TFormat, THost>(ulong a, uint rm, ref uint flags)
        where TFormat : struct, IHostFormat<THost>
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        if (rm == RoundingMode.Rne)
        {
            THost x = TFormat.ToHost(a);
            THost root = THost.Sqrt(x);
            ulong bits = TFormat.FromHost(root);
            if (IsPlain<TFormat>(bits) && (IsInexactSet(flags) || IsProduct<TFormat, THost>(root, root, x)))
            {
                return bits;
            }
        }

        return Arithmetic.SquareRoot<TFormat>(a, rm, ref flags);
    }

    /// <summary>a × b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MultiplyAdd<TFormat, THost>(ulong a, ulong b, ulong c, uint rm, ref uint flags)
        where TFormat : struct, IHostFormat<THost>
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        if (HasFusedMultiplyAdd && rm == RoundingMode.Rne)
        {
            THost x = TFormat.ToHost(a);
            THost y = TFormat.ToHost(b);
            THost z = TFormat.ToHost(c);
            THost sum = THost.FusedMultiplyAdd(x, y, z);
            ulong bits = TFormat.FromHost(sum);
            if (IsPlain<TFormat>(bits) && (IsInexactSet(flags) || IsProductPlus<TFormat, THost>(x, y, z, sum)))
            {
                return bits;
            }
        }

        return Arithmetic.MultiplyAdd<TFormat>(a, b, c, rm, ref flags);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsInexactSet(uint flags) => (flags & Fflags.NX) != 0;

    /// <summary>Whether a result is finite and above the smallest normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain<TFormat>(ulong bits)
        where TFormat : struct, IFormat =>
        Format<TFormat>.Magnitude(bits) - Format<TFormat>.SmallestNormal - 1 < Format<TFormat>.Infinity - Format<TFormat>.SmallestNormal - 1;

    /// <summary>Whether x + y is sum without rounding: Knuth's two-sum gives the error exactly. If it overflows, it ends in a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSum<THost>(THost x, THost y, THost sum)
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        THost ofY = sum - x;
        THost ofX = sum - ofY;
        return THost.IsZero((x - ofX) + (y - ofY));
    }

    /// <summary>
    /// Whether x × y is product without rounding. The fused operation rounds the exact error, which is not rounded to zero when it is a
    /// multiple of a normal number: x × y is one of 2^(its exponent - 2p), so the product must be that far from the smallest normal one.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsProduct<TFormat, THost>(THost x, THost y, THost product)
        where TFormat : struct, IHostFormat<THost>
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        ulong magnitude = Format<TFormat>.Magnitude(TFormat.FromHost(product));
        ulong enough = (ulong)((2 * TFormat.FractionBits) + 4) << TFormat.FractionBits;
        return HasFusedMultiplyAdd && magnitude >= enough && THost.IsZero(THost.FusedMultiplyAdd(x, y, -product));
    }

    /// <summary>Whether x × y + z is sum without rounding, for which it is enough that neither step needs any.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsProductPlus<TFormat, THost>(THost x, THost y, THost z, THost sum)
        where TFormat : struct, IHostFormat<THost>
        where THost : struct, IBinaryFloatingPointIeee754<THost>
    {
        THost product = x * y;
        return IsProduct<TFormat, THost>(x, y, product) && IsSum(product, z, sum);
    }
}
