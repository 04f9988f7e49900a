using System;

namespace Sim.Tests.Kernel.Measures;

/// <summary>Comparisons of numbers that may both be missing.</summary>
internal static class Nearly
{
    /// <summary>Whether two numbers are the same to the bit.</summary>
    public static bool Same(double left, double right) =>
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right);

    /// <summary>Whether two numbers differ by no more than 10^-12 of a scale.</summary>
    public static bool Equal(double left, double right, double scale) =>
        (double.IsNaN(left) && double.IsNaN(right)) || Math.Abs(left - right) <= 1e-12 * scale;
}
