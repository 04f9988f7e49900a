using System;

namespace Sim.Statistics;

/// <summary>Allowance for asking several questions of the same results, when any of them may be answered wrongly by chance.</summary>
public static class MultipleTests
{
    /// <summary>Bonferroni's correction: each p-value times their number.</summary>
    /// <param name="pValues">0 to 1 each; NaN stays NaN, and counts.</param>
    /// <returns>In the same order, at most 1 each.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is not between 0 and 1.</exception>
    public static double[] Bonferroni(ReadOnlySpan<double> pValues)
    {
        double[] adjusted = Checked(pValues);
        for (int i = 0; i < adjusted.Length; i++)
        {
            adjusted[i] = Math.Min(1, adjusted[i] * adjusted.Length);
        }

        return adjusted;
    }

    /// <summary>Holm's step-down correction, which promises as much as Bonferroni's and finds more.</summary>
    /// <param name="pValues">0 to 1 each; NaN stays NaN, and counts.</param>
    /// <returns>In the same order, at most 1 each.</returns>
    /// <remarks>S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A p-value is not between 0 and 1.</exception>
    public static double[] Holm(ReadOnlySpan<double> pValues)
    {
        double[] sorted = Checked(pValues);
        int[] places = new int[sorted.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = i;
        }

        Array.Sort(sorted, places); // NaN sorts first: equal keys give equal results, so that their order does not show
        double[] adjusted = new double[sorted.Length];
        double largest = 0;
        int unknown = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            unknown += double.IsNaN(sorted[i]) ? 1 : 0;
            largest = double.IsNaN(sorted[i]) ? largest : Math.Max(largest, Math.Min(1, sorted[i] * (sorted.Length - i + unknown)));
            adjusted[places[i]] = double.IsNaN(sorted[i]) ? double.NaN : largest;
        }

        return adjusted;
    }

    /// <summary>The confidence each of several intervals needs for all to hold at once with a given one, by Bonferroni's inequality.</summary>
    /// <param name="confidence">The joint confidence; above 0 and below 1.</param>
    /// <param name="intervals">How many; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static double Joint(double confidence, int intervals)
    {
        Significance.CheckConfidence(confidence);
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 1);
        return 1 - ((1 - confidence) / intervals);
    }

    private static double[] Checked(ReadOnlySpan<double> pValues)
    {
        foreach (double p in pValues)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(p, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(double.IsNaN(p) ? 0 : p, 0);
        }

        return pValues.ToArray();
    }
}
