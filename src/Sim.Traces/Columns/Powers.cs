using System;
using System.Runtime.CompilerServices;

namespace Sim.Traces.Columns;

/// <summary>Powers of ten that doubles hold exactly.</summary>
internal static class Powers
{
    /// <summary>The greatest k for which 10^k is a double.</summary>
    public const int Exact = 22;

    private static readonly double[] Tens =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
    ];

    /// <summary>10^k for k in 0..22.</summary>
    public static double Ten(int k) => Tens[k];

    /// <summary>Whether two doubles are the same, bit for bit: rounding is what this is meant to find.</summary>
    public static bool Same(double left, double right) => BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);

    /// <summary>
    /// Whether <paramref name="value"/> is the double nearest to a decimal of k places, and that decimal times 10^k.
    /// </summary>
    /// <remarks>
    /// Both the whole number (below 2^53) and 10^k are exact, so their quotient is the correctly rounded decimal:
    /// what a parser would have returned (Clinger, PLDI 1990).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // called for every sample that is kept
    public static bool TryScale(double value, int k, out double whole)
    {
        whole = Math.Round(value * Tens[k]);
        return whole is >= 0 and <= 9e15 && !double.IsNegative(value) && Same(whole / Tens[k], value);
    }
}
