using System;
using System.Linq;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Sim.Tests.Kernel.Random;

/// <summary>How likely a result at least as bad is, if the numbers are good.</summary>
internal static class PValues
{
    /// <summary>Whether sorted numbers are uniform on 0 .. 1, by their largest distance.</summary>
    /// <remarks>N. Smirnov, Annals of Mathematical Statistics 19, 1948, with the correction of M. A. Stephens, JRSS B 32, 1970.</remarks>
    public static double KolmogorovSmirnov(double[] sorted)
    {
        int n = sorted.Length;
        double distance = sorted.Select((chance, i) => Math.Max(chance - ((double)i / n), ((i + 1.0) / n) - chance)).Max();
        double x = distance * (Math.Sqrt(n) + 0.12 + (0.11 / Math.Sqrt(n)));
        double sum = Enumerable.Range(1, 100).Sum(k => (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * x * x));
        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>Whether sorted numbers are uniform on 0 .. 1, with weight on the ends.</summary>
    /// <remarks>The limiting distribution in the form of G. and J. Marsaglia, Journal of Statistical Software 9(2), 2004, adinf.</remarks>
    public static double AndersonDarling(double[] sorted)
    {
        int n = sorted.Length;
        double sum = sorted.Select((chance, i) => ((2 * i) + 1) * (Math.Log(Clip(chance)) + Math.Log(1 - Clip(sorted[n - 1 - i])))).Sum();
        double z = -n - (sum / n);
        double below = z < 2
            ? Math.Exp(-1.2337141 / z) / Math.Sqrt(z) * (2.00012 + ((.247105 - ((.0649821 - ((.0347962 - ((.011672 - (.00168691 * z)) * z)) * z)) * z)) * z))
            : Math.Exp(-Math.Exp(1.0776 - ((2.30695 - ((.43424 - ((.082433 - ((.008056 - (.0003146 * z)) * z)) * z)) * z)) * z)));
        return 1 - below;
    }

    /// <summary>Whether counts are those expected: Pearson.</summary>
    public static double ChiSquare(double[] counts, double[] expected) =>
        ChiSquare(counts.Zip(expected, (count, e) => (count - e) * (count - e) / e).Sum(), counts.Length - 1);

    /// <summary>The chance of a statistic of that many degrees of freedom to be larger.</summary>
    public static double ChiSquare(double statistic, double freedom) => SpecialFunctions.GammaUpperRegularized(freedom / 2, statistic / 2);

    /// <summary>The chance of a standard normal statistic to be further from 0.</summary>
    public static double TwoSided(double score) => 2 * Normal.CDF(0, 1, -Math.Abs(score));

    private static double Clip(double chance) => Math.Clamp(chance, 1e-300, 1 - 1e-16);
}
