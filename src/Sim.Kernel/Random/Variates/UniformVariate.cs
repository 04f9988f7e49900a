using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Uniform between two values.</summary>
public sealed class UniformVariate : IQuantileVariate
{
    private readonly double _minimum;
    private readonly double _width;

    /// <summary>A uniform variate.</summary>
    /// <param name="minimum">The lower end; finite.</param>
    /// <param name="maximum">The upper end; finite and not below the lower one.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite, or they are in the wrong order.</exception>
    public UniformVariate(double minimum, double maximum)
    {
        _minimum = Parameter.Finite(minimum, nameof(minimum));
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        _width = Parameter.Finite(maximum - minimum, nameof(maximum));
    }

    /// <summary>The middle.</summary>
    public double Mean => _minimum + (0.5 * _width);

    /// <summary>A twelfth of the squared width.</summary>
    public double Variance => _width * _width / 12;

    /// <inheritdoc/>
    public double Next(RandomStream stream) => Quantile(stream.NextOpenDouble());

    /// <inheritdoc/>
    public double Quantile(double chance) => _minimum + (_width * chance);
}
