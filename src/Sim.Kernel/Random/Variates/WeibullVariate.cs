using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Weibull: P(X > x) = exp(-(x / scale)^shape); times to failure.</summary>
/// <remarks>N. L. Johnson, S. Kotz and N. Balakrishnan, "Continuous Univariate Distributions" I, 2nd edition, 1994, chapter 21.</remarks>
public sealed class WeibullVariate : IQuantileVariate
{
    private readonly double _scale;
    private readonly double _power;

    /// <summary>A Weibull variate.</summary>
    /// <param name="shape">Positive: below 1 failures grow rarer with age, 1 is exponential, above 1 they grow more frequent.</param>
    /// <param name="scale">Positive: 63 % of the values are below it.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive.</exception>
    public WeibullVariate(double shape, double scale)
    {
        (_scale, _power) = (Parameter.Positive(scale, nameof(scale)), 1 / Parameter.Positive(shape, nameof(shape)));
        Mean = scale * Math.Exp(GammaFunction.Log(1 + _power));
        Variance = (scale * scale * Math.Exp(GammaFunction.Log(1 + (2 * _power)))) - (Mean * Mean);
    }

    /// <summary>Scale times gamma(1 + 1 / shape).</summary>
    public double Mean { get; }

    /// <summary>Scale^2 (gamma(1 + 2 / shape) - gamma(1 + 1 / shape)^2).</summary>
    public double Variance { get; }

    /// <inheritdoc/>
    public double Next(RandomStream stream) => Quantile(stream.NextOpenDouble());

    /// <inheritdoc/>
    public double Quantile(double chance) => _scale * Math.Pow(-Math.Log(1 - chance), _power);
}
