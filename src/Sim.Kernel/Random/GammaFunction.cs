using System;

namespace Sim.Kernel.Random;

/// <summary>The logarithm of the gamma function, and the distribution function of a gamma variate.</summary>
/// <remarks>
/// Series and continued fraction of the incomplete gamma function: NIST Digital Library of Mathematical Functions, 8.11.4
/// and 8.9.2, the fraction by Lentz's method as W. J. Thompson and A. R. Barnett modified it, J. Comput. Phys. 64, 1986.
/// The logarithm by Stirling's series, 5.11.1 there. Both take about 10 sqrt(shape) terms, at most.
/// </remarks>
internal static class GammaFunction
{
    private const double StirlingFrom = 10;
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private const double Smallest = 1e-300;
    private const double Enough = 1e-17;

    /// <summary>The natural logarithm of the gamma function, to about 1e-15 of itself or of 1, whichever is larger.</summary>
    /// <param name="x">Positive.</param>
    public static double Log(double x)
    {
        double shifted = 1;
        while (x < StirlingFrom)
        {
            shifted *= x;
            x++;
        }

        return ((x - 0.5) * Math.Log(x)) - x + HalfLogTwoPi + StirlingRemainder(x) - Math.Log(shifted);
    }

    /// <summary>How likely a gamma variate of scale 1 is below and above a value, each accurate where it is the smaller one.</summary>
    /// <param name="shape">Positive.</param>
    /// <param name="logarithm">The logarithm of the value, which may be too small for a <see cref="double"/> itself.</param>
    /// <returns>Both chances, and the density of the variate's logarithm.</returns>
    public static (double Below, double Above, double Density) At(double shape, double logarithm)
    {
        double value = Math.Exp(logarithm);
        double density = Math.Exp(LogDensity(shape, logarithm, value));
        if (value < shape + 1)
        {
            double below = density * Series(shape, value);
            return (below, 1 - below, density);
        }

        double above = density * Fraction(shape, value);
        return (1 - above, above, density);
    }

    // Of the variate's logarithm. For a large shape the plain form is a difference of large numbers, so the one around the
    // peak is taken: value = shape (1 + d), and d - ln(1 + d) without cancellation.
    private static double LogDensity(double shape, double logarithm, double value)
    {
        if (shape < StirlingFrom)
        {
            return (shape * logarithm) - value - Log(shape);
        }

        double d = (value - shape) / shape;
        double gap = Math.Abs(d) < 0.3 ? LogGap(d) : d - logarithm + Math.Log(shape);
        return (-shape * gap) + (0.5 * Math.Log(shape)) - HalfLogTwoPi - StirlingRemainder(shape);
    }

    // d - ln(1 + d), by ln(1 + d) = 2 artanh(r) with r = d / (2 + d), whose first term is taken off exactly: d - 2 r = d r.
    private static double LogGap(double d)
    {
        double r = d / (2 + d);
        (double power, double sum) = (r * r, 0);
        for (int odd = 3; odd < 45 && power > Enough; odd += 2)
        {
            sum += power / odd;
            power *= r * r;
        }

        return r * (d - (2 * sum));
    }

    // ln gamma(x) less its leading terms; seven Bernoulli numbers give 1e-17 from 10 on.
    private static double StirlingRemainder(double x)
    {
        double s = 1 / (x * x);
        double sum = (s / 156) - (691.0 / 360360);
        sum = (sum * s) + (1.0 / 1188);
        sum = (sum * s) - (1.0 / 1680);
        sum = (sum * s) + (1.0 / 1260);
        sum = (sum * s) - (1.0 / 360);
        sum = (sum * s) + (1.0 / 12);
        return sum / x;
    }

    private static double Series(double shape, double value)
    {
        (double term, double sum) = (1 / shape, 1 / shape);
        double n = shape;
        while (term > sum * Enough)
        {
            n++;
            term *= value / n;
            sum += term;
        }

        return sum;
    }

    private static double Fraction(double shape, double value)
    {
        double b = value + 1 - shape;
        (double c, double d) = (1 / Smallest, 1 / b);
        (double result, double change, double i) = (d, 0, 0);
        while (Math.Abs(change - 1) > 1e-16)
        {
            i++;
            double a = -i * (i - shape);
            b += 2;
            d = 1 / NotZero((a * d) + b);
            c = NotZero(b + (a / c));
            change = d * c;
            result *= change;
        }

        return result;
    }

    private static double NotZero(double x) => Math.Abs(x) < Smallest ? Smallest : x;
}
