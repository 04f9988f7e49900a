using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Statistics;

/// <summary>Whether the means of several policies on the same replications differ at all: a randomized complete block design.</summary>
/// <param name="PolicySquares">The sum of squares between the policies' means.</param>
/// <param name="BlockSquares">The sum of squares between the replications' means: the luck that all policies share.</param>
/// <param name="ResidualSquares">The rest: how differently the policies fare from one replication to the next.</param>
/// <param name="Policies">How many policies.</param>
/// <param name="Blocks">How many replications.</param>
/// <remarks>
/// Two-way analysis of variance without interaction: R. A. Fisher, "The Design of Experiments", 1935; D. C. Montgomery,
/// "Design and Analysis of Experiments", 4.1. Under common random numbers the results of one replication are correlated,
/// which <see cref="OneWayAnova"/> does not allow and this takes out, as far as any two policies are equally correlated.
/// With two policies it is <see cref="PairedComparison"/>: F is the square of t.
/// </remarks>
public sealed record BlockedAnova(double PolicySquares, double BlockSquares, double ResidualSquares, int Policies, int Blocks)
{
    /// <summary>The residual degrees of freedom: (policies - 1) (blocks - 1).</summary>
    public long ResidualFreedom => (long)(Policies - 1) * (Blocks - 1);

    /// <summary>The residual variance; NaN with fewer than two replications.</summary>
    public double MeanSquareResidual => ResidualFreedom > 0 ? ResidualSquares / ResidualFreedom : double.NaN;

    /// <summary>Fisher's F of the policies; 0 where nothing varies.</summary>
    public double Statistic => Significance.Statistic(PolicySquares / (Policies - 1), MeanSquareResidual);

    /// <summary>The chance of as large an F were the policies' means all equal.</summary>
    public double PValue => Significance.FisherTail(Statistic, Policies - 1, ResidualFreedom);

    /// <summary>Fisher's F of the replications: large where common random numbers, and so the blocks, have paid.</summary>
    public double BlockStatistic => Significance.Statistic(BlockSquares / (Blocks - 1), MeanSquareResidual);

    /// <summary>The chance of as large an F of the replications were they all alike.</summary>
    public double BlockPValue => Significance.FisherTail(BlockStatistic, Blocks - 1, ResidualFreedom);

    /// <summary>Analyses policies on the same replications.</summary>
    /// <param name="policies">At least 2, each with one finite number of every replication, all in the same order.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 2 policies, or their numbers of replications differ.</exception>
    public static BlockedAnova Of(IReadOnlyList<double[]> policies)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentOutOfRangeException.ThrowIfLessThan(policies.Count, 2);
        int blocks = policies[0].Length;
        foreach (double[] policy in policies)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(policy.Length, blocks);
        }

        double[] policyMeans = [.. policies.Select(policy => Samples.TallyOf(policy).Mean)];
        double[] blockMeans = [.. Enumerable.Range(0, blocks).Select(block => policies.Average(policy => policy[block]))];
        double middle = Samples.TallyOf(blockMeans).Mean;
        double residual = policies.Select((policy, i) => Squares(policy, blockMeans, policyMeans[i] - middle)).Sum();
        return new BlockedAnova(
            blocks * policyMeans.Sum(mean => (mean - middle) * (mean - middle)),
            policies.Count * blockMeans.Sum(mean => (mean - middle) * (mean - middle)),
            residual,
            policies.Count,
            blocks);
    }

    private static double Squares(double[] values, double[] expected, double shift)
    {
        double squares = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double residual = values[i] - expected[i] - shift;
            squares += residual * residual;
        }

        return squares;
    }
}
