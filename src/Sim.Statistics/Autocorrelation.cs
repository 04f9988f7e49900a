using System;
using MathNet.Numerics.Statistics;

namespace Sim.Statistics;

/// <summary>How alike a series is to itself some steps later.</summary>
public static class Autocorrelation
{
    /// <summary>The autocorrelations at lags 0 to <paramref name="maximumLag"/>.</summary>
    /// <param name="values">Equally spaced in time; not all equal.</param>
    /// <param name="maximumLag">0 up to the number of values less 1.</param>
    /// <returns>One number a lag, the first of which is 1; all NaN where the values are all equal.</returns>
    /// <remarks>
    /// Sums over the overlap divided by the sum of squares of the whole series, as R's <c>acf</c>: G. E. P. Box and
    /// G. M. Jenkins, "Time Series Analysis", equation 2.1.11. All lags at once, through a Fourier transform.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">There is no such lag.</exception>
    public static double[] Of(ReadOnlySpan<double> values, int maximumLag)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maximumLag);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(maximumLag, values.Length);
        return Correlation.Auto(values.ToArray(), maximumLag, 0);
    }

    /// <summary>How many successive observations tell as much about the mean as one independent one: 1 where they are independent.</summary>
    /// <param name="values">Equally spaced in time, without the warm-up.</param>
    /// <returns>Above 0, below 1 where neighbours are opposed; NaN where the values are all equal or below two.</returns>
    /// <remarks>
    /// 1 + 2 times the sum of the autocorrelations, as far as those of lags 2m and 2m + 1 together stay positive: the
    /// initial positive sequence of C. J. Geyer, "Practical Markov chain Monte Carlo", Statistical Science 7(4), 1992, 3.3.
    /// A time that is not far below the number of values says that there are too few of them to know it.
    /// </remarks>
    public static double IntegratedTime(ReadOnlySpan<double> values)
    {
        if (values.Length < 2)
        {
            return double.NaN;
        }

        double[] correlations = Of(values, values.Length - 1);
        double time = -1;
        for (int lag = 0; lag + 1 < correlations.Length; lag += 2)
        {
            double pair = correlations[lag] + correlations[lag + 1];
            if (pair <= 0)
            {
                break;
            }

            time += 2 * pair;
        }

        return time;
    }

    /// <summary>How many independent observations would tell as much about the mean: their number over <see cref="IntegratedTime"/>.</summary>
    /// <param name="values">Equally spaced in time, without the warm-up.</param>
    /// <returns>NaN where the values are all equal or below two.</returns>
    public static double EffectiveSize(ReadOnlySpan<double> values) => values.Length / IntegratedTime(values);
}
