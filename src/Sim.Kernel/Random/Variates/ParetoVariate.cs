using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Pareto of the first kind: P(X > x) = (minimum / x)^shape. Gives the numbers of <see cref="RandomStream.NextPareto"/>.</summary>
public sealed class ParetoVariate : IQuantileVariate
{
    private readonly double _minimum;
    private readonly double _shape;
    private readonly double _power;

    /// <summary>A Pareto variate.</summary>
    /// <param name="minimum">The smallest value; positive.</param>
    /// <param name="shape">The tail's exponent; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive.</exception>
    public ParetoVariate(double minimum, double shape)
    {
        (_minimum, _shape) = (Parameter.Positive(minimum, nameof(minimum)), Parameter.Positive(shape, nameof(shape)));
        _power = -1 / shape;
    }

    /// <summary>Infinite for a shape up to 1.</summary>
    public double Mean => _shape > 1 ? _minimum * _shape / (_shape - 1) : double.PositiveInfinity;

    /// <summary>Infinite for a shape up to 2.</summary>
    public double Variance => _shape > 2
        ? _minimum * _minimum * _shape / ((_shape - 1) * (_shape - 1) * (_shape - 2))
        : double.PositiveInfinity;

    /// <inheritdoc/>
    public double Next(RandomStream stream) => Quantile(stream.NextOpenDouble());

    /// <inheritdoc/>
    public double Quantile(double chance) => _minimum * Math.Pow(1 - chance, _power);
}
