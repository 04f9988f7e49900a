using System;
using System.Numerics;

namespace Sim.CoreEmulator.Floating;

/// <summary>From the exact result of an operation to the number of a format that stands for it, and the flags that this raises.</summary>
internal static class Rounding
{
    /// <summary>Half a unit in the last place, where what is dropped is written as a fraction of 2^64.</summary>
    private const ulong Half = 1UL << 63;

    /// <summary>
    /// Rounds ±<paramref name="significand"/> × 2^<paramref name="scale"/>, which is not zero. Bit 0 of the significand may stand for
    /// everything below it ("sticky": set if any of it is), as long as it is at least two below the last place of the result.
    /// </summary>
    public static ulong Round<TFormat>(bool negative, int scale, ulong significand, uint rm, ref uint flags)
        where TFormat : struct, IFormat
    {
        int up = BitOperations.LeadingZeroCount(significand);
        significand <<= up;
        int exponent = scale - up + 63 + Format<TFormat>.Bias;
        bool tiny = false;
        if (exponent < 1)
        {
            tiny = IsTiny<TFormat>(negative, exponent, significand, rm);
            significand = ShiftRightJam(significand, 1 - exponent);
            exponent = 1;
        }

        int drop = 63 - TFormat.FractionBits;
        ulong kept = significand >> drop;
        ulong dropped = significand << (64 - drop);
        if (dropped != 0)
        {
            flags |= tiny ? Fflags.NX | Fflags.UF : Fflags.NX;
            kept += RoundsUp(negative, kept, dropped, rm) ? 1UL : 0;
        }

        // The leading bit, where there is one, adds one to the exponent's field; so does the carry out of the fraction.
        ulong bits = ((ulong)(exponent - 1) << TFormat.FractionBits) + kept;
        return bits < Format<TFormat>.Infinity ? Format<TFormat>.Zero(negative) | bits : Overflow<TFormat>(negative, rm, ref flags);
    }

    /// <summary>Whether the magnitude <paramref name="kept"/> grows by one.</summary>
    /// <param name="negative">The number's sign.</param>
    /// <param name="kept">What stays.</param>
    /// <param name="dropped">What goes, as a fraction of 2^64.</param>
    /// <param name="rm">The rounding mode.</param>
    public static bool RoundsUp(bool negative, ulong kept, ulong dropped, uint rm) => rm switch
    {
        RoundingMode.Rne => dropped > Half || (dropped == Half && (kept & 1) != 0),
        RoundingMode.Rmm => dropped >= Half,
        RoundingMode.Rdn => negative && dropped != 0,
        RoundingMode.Rup => !negative && dropped != 0,
        _ => false,
    };

    /// <summary>Shifts right; whatever is shifted out sets bit 0.</summary>
    public static ulong ShiftRightJam(ulong value, int by) =>
        by >= 64 ? Sticky(value != 0) : (value >> by) | Sticky((value & ((1UL << by) - 1)) != 0);

    /// <summary>Shifts right; whatever is shifted out sets bit 0.</summary>
    public static UInt128 ShiftRightJam(UInt128 value, int by) =>
        by >= 128 ? Sticky(value != 0) : (value >> by) | Sticky((value & ((UInt128.One << by) - 1)) != 0);

    /// <summary>Bit 0, set when something is left below.</summary>
    public static ulong Sticky(bool set) => set ? 1UL : 0;

    /// <summary>
    /// Tininess is detected after rounding: a number below the smallest normal one is not tiny when it would be rounded up to that if
    /// exponents had no lower bound. That takes all bits of the significand set.
    /// </summary>
    private static bool IsTiny<TFormat>(bool negative, int exponent, ulong significand, uint rm)
        where TFormat : struct, IFormat
    {
        int drop = 63 - TFormat.FractionBits;
        ulong kept = significand >> drop;
        bool carries = kept == ulong.MaxValue >> drop && RoundsUp(negative, kept, significand << (64 - drop), rm);
        return exponent < 0 || !carries;
    }

    private static ulong Overflow<TFormat>(bool negative, uint rm, ref uint flags)
        where TFormat : struct, IFormat
    {
        flags |= Fflags.OF | Fflags.NX;
        bool toInfinity = rm switch
        {
            RoundingMode.Rtz => false,
            RoundingMode.Rdn => negative,
            RoundingMode.Rup => !negative,
            _ => true,
        };
        return Format<TFormat>.Zero(negative) | (toInfinity ? Format<TFormat>.Infinity : Format<TFormat>.Largest);
    }
}
