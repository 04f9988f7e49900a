using System;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Sim.Statistics;

/// <summary>The range of several standard normal numbers over an independent estimate of their deviation: Tukey's q.</summary>
/// <remarks>
/// The double integral of M. DiP. Copenhaver and B. Holland, Journal of Statistical Computation and Simulation 30, 1988
/// (R's ptukey; also Applied Statistics AS 190), but by the trapezoidal rule, which on smooth integrands that vanish at
/// both ends is exact to rounding: L. N. Trefethen and J. A. C. Weideman, SIAM Review 56(3), 2014. It agrees with
/// Student's t for two groups and with SciPy to 10^-12; R's own is off by up to 10^-4 at two degrees of freedom
/// (and its quantiles there by up to a sixth), and 10^-7 elsewhere. A value takes a fraction of a
/// millisecond, and a few of them at few degrees of freedom or with hundreds of groups.
/// </remarks>
public static class StudentizedRange
{
    private const double LeastLogDensity = -80; // e^-80 = 10^-35 of the peak
    private const double Endless = 80; // the range of normal numbers has a chance of e^-1600 to be larger: 0 in a double
    private const double Reach = 8.5; // beyond which a normal number is not found in 10^17

    /// <summary>The chance that the range is at most this large.</summary>
    /// <param name="range">Any number; 0 below zero.</param>
    /// <param name="groups">How many numbers; at least 2.</param>
    /// <param name="freedom">The degrees of freedom of the deviation; at least 1, perhaps infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 groups or less than 1 degree of freedom.</exception>
    public static double Cumulative(double range, int groups, double freedom) => 1 - Tail(range, groups, freedom);

    /// <summary>The chance that the range is larger than this: a p-value, with all its digits however small.</summary>
    /// <param name="range">Any number; 1 below zero.</param>
    /// <param name="groups">How many numbers; at least 2.</param>
    /// <param name="freedom">The degrees of freedom of the deviation; at least 1, perhaps infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 groups or less than 1 degree of freedom.</exception>
    public static double Tail(double range, int groups, double freedom)
    {
        CheckParameters(groups, freedom);
        if (double.IsNaN(range) || range <= 0)
        {
            return double.IsNaN(range) ? double.NaN : 1;
        }

        return double.IsPositiveInfinity(freedom) ? NormalTail(range, groups) : MeanTail(range, groups, freedom);
    }

    /// <summary>The range that is not exceeded with a given chance, to about 10^-11 of it.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    /// <param name="groups">How many numbers; at least 2.</param>
    /// <param name="freedom">The degrees of freedom of the deviation; at least 1, perhaps infinite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static double Quantile(double probability, int groups, double freedom)
    {
        CheckParameters(groups, freedom);
        Significance.CheckConfidence(probability);
        return Significance.Critical(range => Tail(range, groups, freedom), 1 - probability);
    }

    private static void CheckParameters(int groups, double freedom)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(groups, 2);
        if (freedom is not >= 1)
        {
            throw new ArgumentOutOfRangeException(nameof(freedom), freedom, "Degrees of freedom are at least 1.");
        }
    }

    // Over the logarithm t of the estimated deviation, which then has a density without a pole at zero. The same points
    // give its normalising constant, so that no gamma function of many degrees of freedom loses digits.
    private static double MeanTail(double range, int groups, double freedom)
    {
        double step = Math.Min(0.05, 0.5 / Math.Sqrt(2 * freedom));
        (double weights, double tails) = (0, 0);
        int first = 0;
        while (LogDensity((first - 1) * step, freedom) > LeastLogDensity)
        {
            first--;
        }

        for (int i = first; i <= 0 || LogDensity(i * step, freedom) > LeastLogDensity; i++)
        {
            double weight = Math.Exp(LogDensity(i * step, freedom));
            weights += weight;
            tails += weight * NormalTail(range * Math.Exp(i * step), groups);
        }

        return Math.Min(1, tails / weights);
    }

    // Of the logarithm of the root of chi squared over its degrees of freedom, less its value at the peak.
    private static double LogDensity(double t, double freedom) => freedom * (t - (0.5 * ExponentialLessOne(2 * t)));

    // The largest is z, and not all others are within the range below it: k phi(z) (P(z)^(k-1) - (P(z) - P(z-w))^(k-1)),
    // whose difference is taken without cancellation. The step narrows with the root of k, as the integrand does.
    private static double NormalTail(double range, int groups)
    {
        if (range > Endless)
        {
            return 0;
        }

        double step = 0.6 / Math.Sqrt(groups);
        double last = (range / 2) + Reach;
        double tail = 0;
        for (double z = -Reach; z <= last; z += step)
        {
            double below = Normal.CDF(0, 1, z);
            double outside = Math.Min(1, Normal.CDF(0, 1, z - range) / below);
            double others = -ExponentialLessOne((groups - 1) * SpecialFunctions.Log1p(-outside));
            tail += Normal.PDF(0, 1, z) * Math.Pow(below, groups - 1) * others;
        }

        return Math.Min(1, groups * step * tail);
    }

    // e^x - 1, exact for small x too. MathNet's Expm1 is off by 1.4 x 10^-9 at -0.1, and .NET's ExpM1 is Math.Exp(x) - 1.
    private static double ExponentialLessOne(double x) => x < -40 ? -1 : 2 * Math.Exp(x / 2) * Math.Sinh(x / 2);
}
