using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Normal. Gives the numbers of <see cref="RandomStream.NextNormal"/>.</summary>
public sealed class NormalVariate : IQuantileVariate
{
    private readonly double _deviation;

    /// <summary>A normal variate.</summary>
    /// <param name="mean">Finite.</param>
    /// <param name="deviation">The standard deviation; finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite, or the deviation negative.</exception>
    public NormalVariate(double mean, double deviation)
    {
        (Mean, _deviation) = (Parameter.Finite(mean, nameof(mean)), Parameter.NotNegative(deviation, nameof(deviation)));
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <inheritdoc/>
    public double Variance => _deviation * _deviation;

    /// <inheritdoc/>
    public double Next(RandomStream stream) => Quantile(stream.NextOpenDouble());

    /// <inheritdoc/>
    public double Quantile(double chance) => Mean + (_deviation * NormalQuantile.Of(chance));
}
