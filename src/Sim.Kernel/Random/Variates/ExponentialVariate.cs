using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Exponential: the gaps of a Poisson process. Gives the numbers of <see cref="RandomStream.NextExponential"/>.</summary>
public sealed class ExponentialVariate : IQuantileVariate
{
    /// <summary>An exponential variate.</summary>
    /// <param name="mean">Finite and positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is not finite and positive.</exception>
    public ExponentialVariate(double mean)
    {
        Mean = Parameter.Positive(mean, nameof(mean));
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <summary>The square of the mean.</summary>
    public double Variance => Mean * Mean;

    /// <inheritdoc/>
    public double Next(RandomStream stream) => Quantile(stream.NextOpenDouble());

    /// <inheritdoc/>
    public double Quantile(double chance) => -Mean * Math.Log(1 - chance);
}
