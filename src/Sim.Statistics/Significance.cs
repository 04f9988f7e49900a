using System;
using System.Runtime.CompilerServices;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace Sim.Statistics;

/// <summary>Tail probabilities and critical values that several tests share.</summary>
internal static class Significance
{
    /// <summary>Refuses a confidence that is not between 0 and 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not, or is NaN.</exception>
    public static void CheckConfidence(double confidence, [CallerArgumentExpression(nameof(confidence))] string name = "")
    {
        if (confidence is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(name, confidence, "A confidence is above 0 and below 1.");
        }
    }

    /// <summary>The chance that Student's t is at least this far from zero on either side.</summary>
    /// <returns>NaN where the statistic or the degrees of freedom are NaN.</returns>
    public static double StudentTwoSided(double statistic, double freedom) =>
        double.IsNaN(statistic) || double.IsNaN(freedom)
            ? double.NaN
            : Math.Min(1, 2 * StudentT.CDF(0, 1, freedom, -Math.Abs(statistic)));

    /// <summary>How far Student's t strays from zero with the chance that a confidence leaves.</summary>
    /// <remarks>MathNet's StudentT.InvCDF looks no further than 800, which one degree of freedom passes at 99.92 %.</remarks>
    public static double StudentCritical(double confidence, double freedom) =>
        Critical(t => StudentTwoSided(t, freedom), 1 - confidence);

    /// <summary>The chance that Fisher's F is at least this large.</summary>
    /// <returns>NaN where the statistic is NaN.</returns>
    /// <remarks>M. Abramowitz and I. A. Stegun, 26.6.2, whose tail keeps its digits where 1 - CDF loses them.</remarks>
    public static double FisherTail(double statistic, double freedomAbove, double freedomBelow)
    {
        if (double.IsNaN(statistic) || freedomBelow <= 0)
        {
            return double.NaN;
        }

        double part = freedomBelow / (freedomBelow + (freedomAbove * statistic));
        return SpecialFunctions.BetaRegularized(freedomBelow / 2, freedomAbove / 2, part);
    }

    /// <summary>Where a chance that falls from 1 at zero has fallen to a given one.</summary>
    /// <param name="tail">Continuous, from 1 at 0 down to 0 at infinity.</param>
    /// <param name="chance">Above 0 and below 1.</param>
    public static double Critical(Func<double, double> tail, double chance)
    {
        double high = 2;
        while (tail(high) > chance)
        {
            high *= 2;
        }

        // The logarithm, as the accuracy of the search is that of the function as well as that of the root.
        return Brent.FindRoot(x => Math.Log(tail(x) / chance), 0, high, 1e-12, 200);
    }

    /// <summary>A difference in units of its error, where no difference without error counts as zero.</summary>
    /// <remarks>Two policies that decide alike give equal results under common random numbers: 0 / 0, and no evidence.</remarks>
    public static double Statistic(double difference, double error) =>
        error > 0 || difference is < 0 or > 0 ? difference / error : error * 0;
}
