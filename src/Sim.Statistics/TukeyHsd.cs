using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Measures;

namespace Sim.Statistics;

/// <summary>Many policies compared each with each, at one error rate for all: Tukey's honestly significant differences.</summary>
/// <remarks>
/// J. W. Tukey, 1953; for unequal sizes C. Y. Kramer, Biometrics 12, 1956, which errs on the careful side (A. J. Hayter,
/// Annals of Statistics 12, 1984). Like the analysis of variance it takes all variances for equal. A hundred
/// policies, 4950 pairs, take seconds.
/// </remarks>
public sealed class TukeyHsd
{
    private TukeyHsd(double[] means, double[] counts, double meanSquare, long freedom, double confidence)
    {
        double critical = freedom < 1 ? double.NaN : StudentizedRange.Quantile(confidence, means.Length, freedom);
        List<PairwiseDifference> pairs = [];
        for (int first = 0; first < means.Length; first++)
        {
            for (int second = first + 1; second < means.Length; second++)
            {
                double error = Math.Sqrt(meanSquare / 2 * ((1 / counts[first]) + (1 / counts[second])));
                Interval difference = new(means[second] - means[first], critical * error, confidence);
                pairs.Add(new PairwiseDifference(first, second, difference, PValue(difference.Estimate, error, means.Length, freedom)));
            }
        }

        (Means, Pairs) = (means, pairs);
        Letters = LetterDisplay.Of(means, pairs.Where(pair => pair.IsSignificant).Select(pair => (pair.First, pair.Second)));
    }

    /// <summary>The mean of each policy.</summary>
    public IReadOnlyList<double> Means { get; }

    /// <summary>All pairs, by the first and then by the second.</summary>
    public IReadOnlyList<PairwiseDifference> Pairs { get; }

    /// <summary>
    /// The groups each policy belongs to, a letter a group: two policies differ significantly just when they share none.
    /// The lowest mean has an "a". See <see cref="LetterDisplay"/>.
    /// </summary>
    public IReadOnlyList<string> Letters { get; }

    /// <summary>Compares independent samples; see <see cref="OneWayAnova"/>.</summary>
    /// <param name="groups">At least 2 samples of finite numbers, of equal sizes or not.</param>
    /// <param name="confidence">That all intervals hold at once; above 0 and below 1, default 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 groups, or the confidence is out of range.</exception>
    public static TukeyHsd Of(IReadOnlyList<double[]> groups, double confidence = 0.95) => Of(Samples.TalliesOf(groups), confidence);

    /// <summary>Compares independent samples that were not kept; see <see cref="OneWayAnova"/>.</summary>
    /// <param name="groups">At least 2.</param>
    /// <param name="confidence">That all intervals hold at once; above 0 and below 1, default 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 groups, or the confidence is out of range.</exception>
    public static TukeyHsd Of(IReadOnlyList<Tally> groups, double confidence = 0.95)
    {
        Significance.CheckConfidence(confidence);
        OneWayAnova analysis = OneWayAnova.Of(groups);
        return new TukeyHsd(
            [.. groups.Select(group => group.Mean)],
            [.. groups.Select(group => (double)group.Count)],
            analysis.MeanSquareWithin,
            analysis.WithinFreedom,
            confidence);
    }

    /// <summary>Compares policies on the same replications, as under common random numbers; see <see cref="BlockedAnova"/>.</summary>
    /// <param name="policies">At least 2, each with one finite number of every replication, all in the same order.</param>
    /// <param name="confidence">That all intervals hold at once; above 0 and below 1, default 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 policies, their numbers of replications differ, or the confidence is out of range.</exception>
    public static TukeyHsd OfBlocks(IReadOnlyList<double[]> policies, double confidence = 0.95)
    {
        Significance.CheckConfidence(confidence);
        BlockedAnova analysis = BlockedAnova.Of(policies);
        return new TukeyHsd(
            [.. policies.Select(policy => Samples.TallyOf(policy).Mean)],
            [.. policies.Select(policy => (double)policy.Length)],
            analysis.MeanSquareResidual,
            analysis.ResidualFreedom,
            confidence);
    }

    private static double PValue(double difference, double error, int groups, long freedom)
    {
        double statistic = Significance.Statistic(Math.Abs(difference), error);
        return freedom < 1 ? double.NaN : StudentizedRange.Tail(statistic, groups, freedom);
    }
}
