using System;

namespace Sim.Statistics;

/// <summary>Sample quantiles of type 7: linear between order statistics, as R, NumPy and spreadsheets compute them by default.</summary>
/// <remarks>R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50(4), 1996, definition 7.</remarks>
public static class Quantiles
{
    /// <summary>The quantile of values in any order, which stay as they are; sorts a copy.</summary>
    /// <param name="values">Finite numbers.</param>
    /// <param name="probability">0 (the smallest) to 1 (the largest).</param>
    /// <returns>NaN without values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public static double Of(ReadOnlySpan<double> values, double probability) => OfSorted(Sorted(values), probability);

    /// <summary>The quantile of values in rising order.</summary>
    /// <param name="sorted">Finite numbers in rising order.</param>
    /// <param name="probability">0 (the smallest) to 1 (the largest).</param>
    /// <returns>NaN without values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        if (sorted.IsEmpty)
        {
            return double.NaN;
        }

        double place = probability * (sorted.Length - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>A copy of the values in rising order, for several quantiles of the same values.</summary>
    public static double[] Sorted(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
