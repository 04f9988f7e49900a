using System;

namespace Sim.Kernel.Random;

/// <summary>A quantile function as a table: a smooth function of the normal score, by polynomials of degree 5 over sixteenths.</summary>
/// <remarks>
/// Quintic Hermite interpolation of the inverse distribution function as in W. Hörmann and J. Leydold, "Continuous random
/// variate generation by fast numerical inversion", ACM TOMACS 13(4), 2003. The logarithm of a skewed variate as a function
/// of the normal score of the chance has no poles at the ends, so equal steps do and no search is needed.
/// </remarks>
internal sealed class NormalScoreTable
{
    private const int StepsPerUnit = 16;
    private const double Step = 1.0 / StepsPerUnit;

    // The chances that a stream draws, 2^-53 to 1 - 2^-53, have scores within 8.21.
    private const double Last = 8.25;
    private const int Pieces = (int)(2 * Last * StepsPerUnit);

    private readonly double[] _coefficients = new double[Pieces * 6];

    /// <summary>Makes the table.</summary>
    /// <param name="at">The function's value, slope and second derivative at a normal score; asked in ascending order.</param>
    public NormalScoreTable(Func<double, (double Value, double Slope, double Curvature)> at)
    {
        (double Value, double Slope, double Curvature) left = at(-Last);
        for (int piece = 0; piece < Pieces; piece++)
        {
            (double Value, double Slope, double Curvature) right = at(-Last + ((piece + 1) * Step));
            Fit(_coefficients.AsSpan(piece * 6, 6), left, right);
            left = right;
        }
    }

    /// <summary>Whether the table knows a normal score.</summary>
    public static bool Knows(double score) => Math.Abs(score) < Last;

    /// <summary>The function at a normal score that the table <see cref="Knows"/>.</summary>
    public double At(double score)
    {
        double place = (score + Last) * StepsPerUnit;
        int piece = (int)place;
        double t = place - piece;
        ReadOnlySpan<double> c = _coefficients.AsSpan(piece * 6, 6);
        return (((((((((c[5] * t) + c[4]) * t) + c[3]) * t) + c[2]) * t) + c[1]) * t) + c[0];
    }

    // The polynomial over 0 .. 1 with the given value, slope and curvature at both ends.
    private static void Fit(
        Span<double> c,
        (double Value, double Slope, double Curvature) left,
        (double Value, double Slope, double Curvature) right)
    {
        c[0] = left.Value;
        c[1] = left.Slope * Step;
        c[2] = 0.5 * left.Curvature * Step * Step;
        double value = right.Value - c[0] - c[1] - c[2];
        double slope = (right.Slope * Step) - c[1] - (2 * c[2]);
        double curvature = (right.Curvature * Step * Step) - (2 * c[2]);
        c[3] = (10 * value) - (4 * slope) + (0.5 * curvature);
        c[4] = (-15 * value) + (7 * slope) - curvature;
        c[5] = (6 * value) - (3 * slope) + (0.5 * curvature);
    }
}
