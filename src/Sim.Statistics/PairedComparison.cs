using System;
using Sim.Kernel.Measures;

namespace Sim.Statistics;

/// <summary>Two policies on the same random numbers: what the second makes different, replication by replication.</summary>
/// <param name="Pairs">How many replications.</param>
/// <param name="Difference">The mean of candidate less baseline, with Student's interval; of NaN width below two pairs.</param>
/// <param name="Statistic">Student's t; 0 where all pairs are equal, infinite where all differ by the same.</param>
/// <param name="PValue">The chance of as large a difference without a true one, two-sided; 1 where all pairs are equal.</param>
/// <param name="Correlation">Pearson's between the two; NaN where one does not vary. What common random numbers are for: near 1.</param>
/// <param name="VarianceRatio">
/// The variance of the differences over what it would be were the two independent: at 0.1 each pair is worth ten
/// independent ones; above 1 the common numbers do harm. NaN where neither varies.
/// </param>
/// <remarks>A. M. Law, "Simulation Modeling and Analysis", 5th edition, 10.2.1 (paired t) and 11.2 (common random numbers).</remarks>
public sealed record PairedComparison(
    int Pairs,
    Interval Difference,
    double Statistic,
    double PValue,
    double Correlation,
    double VarianceRatio)
{
    /// <summary>Compares two policies.</summary>
    /// <param name="baseline">One finite number of each replication.</param>
    /// <param name="candidate">As many, of the same replications in the same order.</param>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The numbers of replications differ, or the confidence is out of range.</exception>
    public static PairedComparison Of(ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate, double confidence = 0.95)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(candidate.Length, baseline.Length);
        (Tally before, Tally after, Tally differences, Tally sums) = (new(), new(), new(), new());
        for (int i = 0; i < baseline.Length; i++)
        {
            before.Add(baseline[i]);
            after.Add(candidate[i]);
            differences.Add(candidate[i] - baseline[i]);
            sums.Add(candidate[i] + baseline[i]);
        }

        Interval difference = Interval.OfMean(differences, confidence);
        double statistic = Significance.Statistic(differences.Mean, differences.StandardDeviation / Math.Sqrt(baseline.Length));
        double covariance = (sums.Variance - differences.Variance) / 4;
        return new PairedComparison(
            baseline.Length,
            difference,
            statistic,
            Significance.StudentTwoSided(statistic, baseline.Length - 1),
            Math.Clamp(covariance / (before.StandardDeviation * after.StandardDeviation), -1, 1),
            differences.Variance / (before.Variance + after.Variance));
    }
}
