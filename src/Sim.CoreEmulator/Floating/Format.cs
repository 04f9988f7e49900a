using System.Runtime.CompilerServices;

namespace Sim.CoreEmulator.Floating;

/// <summary>What follows from a format's two widths. All of it is constant once the format is known.</summary>
internal static class Format<TFormat>
    where TFormat : struct, IFormat
{
    /// <summary>Said of all but the shortest here: left to itself the JIT stops inlining before it has seen that this is constant.</summary>
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The biased exponent of infinities and NaNs.</summary>
    public static int MaximumExponent
    {
        [MethodImpl(Inline)]
        get => (1 << (TFormat.Width - 1 - TFormat.FractionBits)) - 1;
    }

    /// <summary>What the exponent field is more than the exponent.</summary>
    public static int Bias => MaximumExponent >> 1;

    /// <summary>The sign.</summary>
    public static ulong SignBit
    {
        [MethodImpl(Inline)]
        get => 1UL << (TFormat.Width - 1);
    }

    /// <summary>The fraction.</summary>
    public static ulong FractionMask => SmallestNormal - 1;

    /// <summary>+∞.</summary>
    public static ulong Infinity
    {
        [MethodImpl(Inline)]
        get => (ulong)MaximumExponent << TFormat.FractionBits;
    }

    /// <summary>The largest finite number.</summary>
    public static ulong Largest => Infinity - 1;

    /// <summary>The smallest positive normal number.</summary>
    public static ulong SmallestNormal
    {
        [MethodImpl(Inline)]
        get => 1UL << TFormat.FractionBits;
    }

    /// <summary>What tells a quiet NaN from a signaling one.</summary>
    public static ulong QuietBit
    {
        [MethodImpl(Inline)]
        get => 1UL << (TFormat.FractionBits - 1);
    }

    /// <summary>The canonical NaN: positive, its fraction all clear but for the quiet bit.</summary>
    public static ulong CanonicalNan => Infinity | QuietBit;

    [MethodImpl(Inline)]
    public static ulong Magnitude(ulong bits) => bits & (SignBit - 1);

    [MethodImpl(Inline)]
    public static ulong Negate(ulong bits) => bits ^ SignBit;

    [MethodImpl(Inline)]
    public static bool IsNegative(ulong bits) => (bits & SignBit) != 0;

    [MethodImpl(Inline)]
    public static bool IsZero(ulong bits) => Magnitude(bits) == 0;

    [MethodImpl(Inline)]
    public static bool IsFinite(ulong bits) => Magnitude(bits) < Infinity;

    [MethodImpl(Inline)]
    public static bool IsInfinite(ulong bits) => Magnitude(bits) == Infinity;

    [MethodImpl(Inline)]
    public static bool IsNan(ulong bits) => Magnitude(bits) > Infinity;

    [MethodImpl(Inline)]
    public static bool IsSignalingNan(ulong bits) => IsNan(bits) && (bits & QuietBit) == 0;

    /// <summary>Zero of this sign.</summary>
    [MethodImpl(Inline)]
    public static ulong Zero(bool negative) => negative ? SignBit : 0;

    /// <summary>What an invalid operation gives.</summary>
    public static ulong Invalid(ref uint flags)
    {
        flags |= Fflags.NV;
        return CanonicalNan;
    }

    /// <summary>What an operation with a NaN among its operands gives: the canonical NaN, whatever the payload; signaling NaNs are invalid.</summary>
    public static ulong PropagateNan(ulong a, ulong b, ref uint flags) =>
        IsSignalingNan(a) || IsSignalingNan(b) ? Invalid(ref flags) : CanonicalNan;
}
