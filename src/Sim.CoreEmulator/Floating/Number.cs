using System.Numerics;

namespace Sim.CoreEmulator.Floating;

/// <summary>A finite number other than zero, taken out of its format: ±<see cref="Significand"/> × 2^<see cref="Scale"/>.</summary>
internal readonly struct Number
{
    /// <summary>Where the significand's leading bit is: one bit is left for the carry of a sum.</summary>
    public const int Leading = 62;

    private Number(bool negative, int scale, ulong significand)
    {
        Negative = negative;
        Scale = scale;
        Significand = significand;
    }

    /// <summary>Its sign.</summary>
    public bool Negative { get; }

    /// <summary>The power of two of the significand's lowest bit.</summary>
    public int Scale { get; }

    /// <summary>The significand, its leading bit at <see cref="Leading"/>: of the widest format's 53 bits the lowest is at 10.</summary>
    public ulong Significand { get; }

    /// <summary>Takes out the number of these bits. Subnormal numbers come out like all others.</summary>
    public static Number Of<TFormat>(ulong bits)
        where TFormat : struct, IFormat
    {
        bool negative = Format<TFormat>.IsNegative(bits);
        int exponent = (int)(Format<TFormat>.Magnitude(bits) >> TFormat.FractionBits);
        ulong fraction = bits & Format<TFormat>.FractionMask;
        if (exponent == 0)
        {
            int up = BitOperations.LeadingZeroCount(fraction) - (63 - Leading);
            return new Number(negative, 1 - Format<TFormat>.Bias - TFormat.FractionBits - up, fraction << up);
        }

        return new Number(
            negative,
            exponent - Format<TFormat>.Bias - Leading,
            (fraction | Format<TFormat>.SmallestNormal) << (Leading - TFormat.FractionBits));
    }
}
