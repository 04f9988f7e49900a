using System;
using MathNet.Numerics.Distributions;

namespace Sim.Statistics;

/// <summary>An estimate with confidence limits that need not be equally far from it.</summary>
/// <param name="Estimate">The best guess.</param>
/// <param name="Low">The lower limit; negative infinity where the observations set none.</param>
/// <param name="High">The upper limit; infinity where the observations set none.</param>
/// <param name="Confidence">The share of such limits, at least, that hold the true value between them; 0 to 1.</param>
public readonly record struct ConfidenceLimits(double Estimate, double Low, double High, double Confidence)
{
    /// <summary>Whether a value lies within the limits.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>A quantile, such as a p99, between two order statistics: right for whatever distribution.</summary>
    /// <param name="values">Independent finite numbers in any order, not successive samples of one run.</param>
    /// <param name="probability">0 (the smallest) to 1 (the largest).</param>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <returns>
    /// The estimate is <see cref="Quantiles.Of"/>. A limit is infinite where there are too few observations to set it:
    /// with 95 % confidence a p99 has an upper limit from 368 observations on. All NaN without values.
    /// </returns>
    /// <remarks>
    /// The number of observations below the quantile is binomial: W. J. Conover, "Practical Nonparametric Statistics",
    /// 3rd edition, 3.2. The r-th and s-th smallest, with r = qbinom(a/2, n, p) and s = qbinom(1 - a/2, n, p) + 1.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The probability or the confidence is out of range.</exception>
    public static ConfidenceLimits OfQuantile(ReadOnlySpan<double> values, double probability, double confidence = 0.95)
    {
        Significance.CheckConfidence(confidence);
        double[] sorted = Quantiles.Sorted(values);
        double estimate = Quantiles.OfSorted(sorted, probability);
        if (sorted.Length == 0)
        {
            return new ConfidenceLimits(estimate, double.NaN, double.NaN, confidence);
        }

        int below = BinomialQuantile((1 - confidence) / 2, sorted.Length, probability);
        int above = BinomialQuantile((1 + confidence) / 2, sorted.Length, probability) + 1;
        return new ConfidenceLimits(
            estimate,
            below >= 1 ? sorted[below - 1] : double.NegativeInfinity,
            above <= sorted.Length ? sorted[above - 1] : double.PositiveInfinity,
            confidence);
    }

    /// <summary>A proportion by Wilson's score interval, which holds its promise for few trials and rare successes.</summary>
    /// <param name="successes">0 up to the number of trials.</param>
    /// <param name="trials">Independent trials; without any all but the limits 0 and 1 is NaN.</param>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <remarks>E. B. Wilson, Journal of the American Statistical Association 22, 1927; without continuity correction.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static ConfidenceLimits OfProportion(long successes, long trials, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, successes);
        Significance.CheckConfidence(confidence);
        if (trials == 0)
        {
            return new ConfidenceLimits(double.NaN, 0, 1, confidence);
        }

        double z = Normal.InvCDF(0, 1, 0.5 + (confidence / 2));
        double share = (double)successes / trials;
        double shrink = 1 / (1 + (z * z / trials));
        double middle = shrink * (share + (z * z / (2 * trials)));
        double reach = shrink * z * Math.Sqrt(((share * (1 - share)) + (z * z / (4.0 * trials))) / trials);
        return new ConfidenceLimits(share, Math.Max(0, middle - reach), Math.Min(1, middle + reach), confidence);
    }

    // The smallest count whose cumulative chance is at least the given one.
    private static int BinomialQuantile(double chance, int trials, double probability)
    {
        (int low, int high) = (0, trials);
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = Binomial.CDF(probability, trials, middle) >= chance ? (low, middle) : (middle + 1, high);
        }

        return low;
    }
}
