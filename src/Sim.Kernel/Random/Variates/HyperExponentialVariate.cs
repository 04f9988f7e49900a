using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Hyper-exponential: one of several exponential times, picked by chance; more variable than one alone.</summary>
/// <remarks>
/// By composition of one word: the draw picks the branch, and its place within the branch's share is the branch's own
/// draw. So streams stay in step and values scale with the means, but a larger draw gives a larger value only within a
/// branch. A branch of chance p has 2^52 p distinct values.
/// </remarks>
public sealed class HyperExponentialVariate : IVariate
{
    private readonly double[] _means;
    private readonly double[] _below;

    /// <summary>A mixture of exponential variates.</summary>
    /// <param name="weights">How likely each branch is; positive, and scaled to the sum of 1.</param>
    /// <param name="means">The mean of each; positive.</param>
    /// <exception cref="ArgumentException">There is no branch, or the lists are not equally long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight or mean is not finite and positive.</exception>
    public HyperExponentialVariate(ReadOnlySpan<double> weights, ReadOnlySpan<double> means)
    {
        if (weights.IsEmpty || weights.Length != means.Length)
        {
            throw new ArgumentException($"{weights.Length} weights and {means.Length} means given; at least one, and as many", nameof(means));
        }

        _means = means.ToArray();
        _below = Shares.Cumulative(weights);
        double square = 0;
        for (int i = 0; i < _means.Length; i++)
        {
            Parameter.Positive(weights[i], nameof(weights));
            double moment = Share(i) * Parameter.Positive(means[i], nameof(means));
            Mean += moment;
            square += 2 * moment * means[i];
        }

        Variance = square - (Mean * Mean);
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <inheritdoc/>
    public double Variance { get; }

    /// <summary>The two branches with a given mean and spread that contribute half of the mean each.</summary>
    /// <param name="mean">The mean; positive.</param>
    /// <param name="variation">The coefficient of variation, standard deviation over mean; at least 1, which is exponential.</param>
    /// <remarks>"Balanced means": W. Whitt, "Approximating a point process by a renewal process I", Operations Research 30(1), 1982, (3.7).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static HyperExponentialVariate BalancedMeans(double mean, double variation)
    {
        Parameter.Positive(mean, nameof(mean));
        ArgumentOutOfRangeException.ThrowIfLessThan(Parameter.Finite(variation, nameof(variation)), 1);
        double square = variation * variation;
        double share = 0.5 * (1 + Math.Sqrt((square - 1) / (square + 1)));

        // 1 - share is 1 / (2 share (1 + square)), which does not cancel.
        double other = 1 / (2 * share * (1 + square));
        return new HyperExponentialVariate([share, other], [0.5 * mean / share, 0.5 * mean / other]);
    }

    /// <inheritdoc/>
    public double Next(RandomStream stream)
    {
        double chance = stream.NextOpenDouble();
        int branch = 0;
        while (chance >= _below[branch])
        {
            branch++;
        }

        return -_means[branch] * Math.Log((_below[branch] - chance) / Share(branch));
    }

    private double Share(int branch) => branch == 0 ? _below[0] : _below[branch] - _below[branch - 1];
}
