using System;
using Sim.Kernel.Measures;

namespace Sim.Statistics;

/// <summary>A sample in a few numbers. Without observations all but the count are NaN.</summary>
/// <param name="Count">How many observations.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="StandardDeviation">Their sample standard deviation; NaN below two.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="P25">The lower quartile; quantiles are of type 7.</param>
/// <param name="Median">The median.</param>
/// <param name="P75">The upper quartile.</param>
/// <param name="P95">What 95 % do not exceed.</param>
/// <param name="P99">What 99 % do not exceed.</param>
/// <param name="Maximum">The largest.</param>
public sealed record Summary(
    long Count,
    double Mean,
    double StandardDeviation,
    double Minimum,
    double P25,
    double Median,
    double P75,
    double P95,
    double P99,
    double Maximum)
{
    /// <summary>Summarises finite numbers in any order, which stay as they are.</summary>
    public static Summary Of(ReadOnlySpan<double> values)
    {
        Tally tally = new();
        foreach (double value in values)
        {
            tally.Add(value);
        }

        double[] sorted = Quantiles.Sorted(values);
        return new Summary(
            tally.Count,
            tally.Mean,
            tally.StandardDeviation,
            tally.Minimum,
            Quantiles.OfSorted(sorted, 0.25),
            Quantiles.OfSorted(sorted, 0.5),
            Quantiles.OfSorted(sorted, 0.75),
            Quantiles.OfSorted(sorted, 0.95),
            Quantiles.OfSorted(sorted, 0.99),
            tally.Maximum);
    }
}
