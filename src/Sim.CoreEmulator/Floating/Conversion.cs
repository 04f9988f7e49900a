namespace Sim.CoreEmulator.Floating;

/// <summary>Conversions between the formats and to and from integers. Manual, chapter "F", conversion and move instructions.</summary>
internal static class Conversion
{
    /// <summary>To another format.</summary>
    public static ulong Convert<TFrom, TTo>(ulong a, uint rm, ref uint flags)
        where TFrom : struct, IFormat
        where TTo : struct, IFormat
    {
        if (Format<TFrom>.IsNan(a))
        {
            Format<TFrom>.PropagateNan(a, a, ref flags);
            return Format<TTo>.CanonicalNan;
        }

        if (Format<TFrom>.IsInfinite(a) || Format<TFrom>.IsZero(a))
        {
            return Format<TTo>.Zero(Format<TFrom>.IsNegative(a)) | (Format<TFrom>.IsZero(a) ? 0 : Format<TTo>.Infinity);
        }

        Number x = Number.Of<TFrom>(a);
        return Rounding.Round<TTo>(x.Negative, x.Scale, x.Significand, rm, ref flags);
    }

    /// <summary>From an integer: <paramref name="register"/> as a <see cref="IntegerType"/>.</summary>
    public static ulong FromInteger<TFormat>(ulong register, uint type, uint rm, ref uint flags)
        where TFormat : struct, IFormat
    {
        ulong value = IntegerType.Extend(type, register);
        bool negative = !IntegerType.IsUnsigned(type) && (long)value < 0;
        ulong magnitude = negative ? 0 - value : value & (ulong.MaxValue >> (64 - IntegerType.Width(type)));
        return magnitude == 0 ? 0 : Rounding.Round<TFormat>(negative, 0, magnitude, rm, ref flags);
    }

    /// <summary>
    /// To an integer. What does not fit after rounding is invalid (NV, without NX) and gives the nearest value that does;
    /// NaNs are invalid and give the largest.
    /// </summary>
    public static ulong ToInteger<TFormat>(ulong a, uint type, uint rm, ref uint flags)
        where TFormat : struct, IFormat
    {
        if (Format<TFormat>.IsZero(a))
        {
            return 0;
        }

        bool negative = Format<TFormat>.IsNegative(a) && !Format<TFormat>.IsNan(a);
        ulong limit = negative ? IntegerType.MinimumMagnitude(type) : IntegerType.Maximum(type);
        uint raised = 0;
        if (!Format<TFormat>.IsFinite(a) || !ToMagnitude(Number.Of<TFormat>(a), rm, out ulong magnitude, ref raised) || magnitude > limit)
        {
            magnitude = limit;
            raised = Fflags.NV;
        }

        flags |= raised;
        return IntegerType.Extend(type, negative ? 0 - magnitude : magnitude);
    }

    /// <summary>The nearest integer's magnitude, by the rounding mode. False when it has more than 64 bits.</summary>
    private static bool ToMagnitude(Number x, uint rm, out ulong magnitude, ref uint raised)
    {
        magnitude = 0;
        if (x.Scale >= 0)
        {
            magnitude = x.Significand << x.Scale;
            return x.Scale <= 63 - Number.Leading;
        }

        // The part below the point as a fraction of 2^64; far below it, only that there is something counts.
        int down = -x.Scale;
        magnitude = down < 64 ? x.Significand >> down : 0;
        ulong dropped = down < 64 ? x.Significand << (64 - down) : Rounding.ShiftRightJam(x.Significand, down - 64);
        if (dropped != 0)
        {
            raised = Fflags.NX;
            magnitude += Rounding.RoundsUp(x.Negative, magnitude, dropped, rm) ? 1UL : 0;
        }

        return true;
    }
}
