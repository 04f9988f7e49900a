using System;
using Sim.Kernel.Measures;

namespace Sim.Statistics;

/// <summary>Two independent samples whose variances may differ: by how much their means do.</summary>
/// <param name="Difference">The mean of the candidate less that of the baseline, with its interval; of NaN width where a sample has fewer than two.</param>
/// <param name="Statistic">Welch's t; 0 where neither sample varies and they are equal.</param>
/// <param name="DegreesOfFreedom">By Satterthwaite's approximation, seldom a whole number; NaN where neither sample varies.</param>
/// <param name="PValue">The chance of as large a difference without a true one, two-sided.</param>
/// <remarks>
/// B. L. Welch, Biometrika 34, 1947; degrees of freedom: F. E. Satterthwaite, Biometrics Bulletin 2, 1946. For replications
/// on common random numbers use <see cref="PairedComparison"/>, which is then far sharper.
/// </remarks>
public sealed record WelchTest(Interval Difference, double Statistic, double DegreesOfFreedom, double PValue)
{
    /// <summary>Compares two samples.</summary>
    /// <param name="baseline">Independent finite numbers.</param>
    /// <param name="candidate">Independent finite numbers, as many or not.</param>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static WelchTest Of(ReadOnlySpan<double> baseline, ReadOnlySpan<double> candidate, double confidence = 0.95) =>
        Of(Samples.TallyOf(baseline), Samples.TallyOf(candidate), confidence);

    /// <summary>Compares two samples that were not kept.</summary>
    /// <param name="baseline">Independent numbers.</param>
    /// <param name="candidate">Independent numbers, as many or not.</param>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public static WelchTest Of(Tally baseline, Tally candidate, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(candidate);
        Significance.CheckConfidence(confidence);
        (double before, double after) = (baseline.Variance / baseline.Count, candidate.Variance / candidate.Count);
        double error = Math.Sqrt(before + after);
        double freedom = (before + after) * (before + after)
            / ((before * before / (baseline.Count - 1)) + (after * after / (candidate.Count - 1)));
        double difference = candidate.Mean - baseline.Mean;
        double statistic = Significance.Statistic(difference, error);

        // Without any variance the statistic is 0 or infinite, and the degrees of freedom do not matter.
        double known = error > 0 ? freedom : 1;
        double reach = double.IsNaN(error) ? double.NaN : error * Significance.StudentCritical(confidence, known);
        return new WelchTest(
            new Interval(difference, reach, confidence),
            statistic,
            freedom,
            Significance.StudentTwoSided(statistic, known));
    }
}
