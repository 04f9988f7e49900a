using System;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Sim.Reports.Results;

/// <summary>How a real number is written into a result file: rounded to 9 significant digits, then as short as it can be.</summary>
/// <remarks>
/// Nine digits say more than any model knows, and fewer than the last bits that a sum's order changes: a result file
/// shows what was computed, not how the additions were grouped. NaN is an empty cell and -0 is 0, for the same reason.
/// From 0.0001 up to 1E+15 the number is written plainly, further out as <c>double.ToString("R")</c> does.
/// </remarks>
internal static class RealFormat
{
    /// <summary>The most bytes that <see cref="Write"/> needs.</summary>
    public const int MaxLength = 32;

    private const int Digits = 9;
    private const long Limit = 1_000_000_000;
    private const double Smallest = 1e-4;
    private const double Largest = 1e15;

    // The product that scales to nine digits is off by at most half an ulp (6e-8 at 1e9). Nearer to a tie than this, the
    // exact way decides.
    private const double TieMargin = 1e-6;

    // Compiled for good at once: a short run would otherwise write its tables in the JIT's unoptimised first tier.
    private const MethodImplOptions Hot = MethodImplOptions.AggressiveOptimization;

    private static readonly double[] PowersOfTen =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];

    /// <summary>Writes the number and returns the count of bytes; 0 for NaN.</summary>
    [MethodImpl(Hot)]
    public static int Write(double value, Span<byte> target)
    {
        if (double.IsNaN(value))
        {
            return 0;
        }

        if (value == 0)
        {
            target[0] = (byte)'0';
            return 1;
        }

        int sign = 0;
        if (value < 0)
        {
            target[0] = (byte)'-';
            sign = 1;
            value = -value;
        }

        return sign + WritePositive(value, target[sign..]);
    }

    [MethodImpl(Hot)]
    private static int WritePositive(double value, Span<byte> target)
    {
        if (value < Limit && double.IsInteger(value))
        {
            return Format((long)value, target);
        }

        if (value is < Smallest or >= Largest)
        {
            return WriteExactly(value, target);
        }

        int decimals = Digits - 1 - Magnitude(value);
        double scaled = decimals >= 0 ? value * PowersOfTen[decimals] : value / PowersOfTen[-decimals];
        double whole = Math.Floor(scaled);
        double rest = scaled - whole;
        if (Math.Abs(rest - 0.5) < TieMargin)
        {
            return WriteExactly(value, target);
        }

        long digits = (long)whole + (rest > 0.5 ? 1 : 0);
        return decimals > 0 ? WriteDecimal(digits, decimals, target) : Format(digits * (long)PowersOfTen[-decimals], target);
    }

    // floor(log10(value)) for a value in [1E-04, 1E+15)
    [MethodImpl(Hot)]
    private static int Magnitude(double value)
    {
        int magnitude = 0;
        if (value >= 1)
        {
            while (magnitude < PowersOfTen.Length - 1 && value >= PowersOfTen[magnitude + 1])
            {
                magnitude++;
            }

            return magnitude;
        }

        while (value * PowersOfTen[-magnitude] < 1)
        {
            magnitude--;
        }

        return magnitude;
    }

    [MethodImpl(Hot)]
    private static int WriteDecimal(long digits, int decimals, Span<byte> target)
    {
        while (decimals > 0 && digits % 10 == 0)
        {
            digits /= 10;
            decimals--;
        }

        if (decimals == 0)
        {
            return Format(digits, target);
        }

        long unit = (long)PowersOfTen[decimals];
        int length = Format(digits / unit, target);
        target[length++] = (byte)'.';
        long fraction = digits % unit;
        for (int i = length + decimals - 1; i >= length; i--)
        {
            target[i] = (byte)('0' + (fraction % 10));
            fraction /= 10;
        }

        return length + decimals;
    }

    private static int WriteExactly(double value, Span<byte> target)
    {
        string rounded = value.ToString("E8", CultureInfo.InvariantCulture);
        double shortest = double.Parse(rounded, CultureInfo.InvariantCulture);
        shortest.TryFormat(target, out int length, "R", CultureInfo.InvariantCulture);
        return length;
    }

    private static int Format(long value, Span<byte> target)
    {
        Utf8Formatter.TryFormat(value, target, out int length);
        return length;
    }
}
