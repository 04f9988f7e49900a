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
}
