using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Statistics;

/// <summary>One of several policies compared with the first, the baseline, with allowance for there being several.</summary>
/// <param name="Policy">The policy's index, 1 and up.</param>
/// <param name="Difference">The policy's mean less the baseline's; all intervals hold at once with the confidence asked for, by Bonferroni's inequality.</param>
/// <param name="PValue">The chance of as large a difference without a true one, of this comparison by itself.</param>
/// <param name="AdjustedPValue">The same with allowance for the others, by <see cref="MultipleTests.Holm"/>.</param>
/// <remarks>
/// As it is tested by Holm and the intervals are Bonferroni's, a policy may differ significantly though its interval holds
/// zero. To compare each with each use <see cref="TukeyHsd"/>.
/// </remarks>
public sealed record BaselineComparison(int Policy, Interval Difference, double PValue, double AdjustedPValue)
{
    /// <summary>Compares policies on the same replications, as under common random numbers; see <see cref="PairedComparison"/>.</summary>
    /// <param name="policies">The baseline and at least one more, each with one finite number of every replication, all in the same order.</param>
    /// <param name="confidence">That all intervals hold at once; above 0 and below 1, default 0.95.</param>
    /// <returns>One comparison a policy but the first, in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 policies, their numbers of replications differ, or the confidence is out of range.</exception>
    public static IReadOnlyList<BaselineComparison> Paired(IReadOnlyList<double[]> policies, double confidence = 0.95)
    {
        double each = ConfidenceOfEach(policies, confidence);
        return Adjusted(policies.Skip(1).Select(policy => PairedComparison.Of(policies[0], policy, each)).Select(found => (found.Difference, found.PValue)));
    }

    /// <summary>Compares independent samples whose variances may differ; see <see cref="WelchTest"/>.</summary>
    /// <param name="policies">The baseline and at least one more; samples of finite numbers.</param>
    /// <param name="confidence">That all intervals hold at once; above 0 and below 1, default 0.95.</param>
    /// <returns>One comparison a policy but the first, in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 policies, or the confidence is out of range.</exception>
    public static IReadOnlyList<BaselineComparison> Independent(IReadOnlyList<double[]> policies, double confidence = 0.95)
    {
        double each = ConfidenceOfEach(policies, confidence);
        return Adjusted(policies.Skip(1).Select(policy => WelchTest.Of(policies[0], policy, each)).Select(found => (found.Difference, found.PValue)));
    }

    private static double ConfidenceOfEach(IReadOnlyList<double[]> policies, double confidence)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentOutOfRangeException.ThrowIfLessThan(policies.Count, 2);
        return MultipleTests.Joint(confidence, policies.Count - 1);
    }

    private static BaselineComparison[] Adjusted(IEnumerable<(Interval Difference, double PValue)> comparisons)
    {
        (Interval Difference, double PValue)[] found = [.. comparisons];
        double[] adjusted = MultipleTests.Holm([.. found.Select(one => one.PValue)]);
        return [.. found.Select((one, i) => new BaselineComparison(i + 1, one.Difference, one.PValue, adjusted[i]))];
    }
}
