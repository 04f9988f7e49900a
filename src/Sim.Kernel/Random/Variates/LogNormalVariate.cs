using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Lognormal: its logarithm is normal. Gives the numbers of <see cref="RandomStream.NextLogNormal"/>.</summary>
/// <remarks>N. L. Johnson, S. Kotz and N. Balakrishnan, "Continuous Univariate Distributions" I, 2nd edition, 1994, chapter 14.</remarks>
public sealed class LogNormalVariate : IQuantileVariate
{
    private readonly double _median;
    private readonly double _sigma;

    private LogNormalVariate(double median, double sigma)
    {
        (_median, _sigma) = (median, sigma);
    }

    /// <summary>The median times e^(sigma^2 / 2).</summary>
    public double Mean => _median * Math.Exp(0.5 * _sigma * _sigma);

    /// <summary>The squared mean times e^(sigma^2) - 1.</summary>
    public double Variance => Mean * Mean * (Math.Exp(_sigma * _sigma) - 1);

    /// <summary>A lognormal variate by the parameters of its logarithm.</summary>
    /// <param name="median">The median, e^mu; positive.</param>
    /// <param name="sigma">The standard deviation of the logarithm; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static LogNormalVariate OfMedian(double median, double sigma) =>
        new(Parameter.Positive(median, nameof(median)), Parameter.NotNegative(sigma, nameof(sigma)));

    /// <summary>A lognormal variate by its own mean and spread.</summary>
    /// <param name="mean">The mean; positive.</param>
    /// <param name="variation">The coefficient of variation, standard deviation over mean; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public static LogNormalVariate OfMean(double mean, double variation)
    {
        double growth = 1 + (Parameter.NotNegative(variation, nameof(variation)) * variation);
        return new LogNormalVariate(Parameter.Positive(mean, nameof(mean)) / Math.Sqrt(growth), Math.Sqrt(Math.Log(growth)));
    }

    /// <inheritdoc/>
    public double Next(RandomStream stream) => Quantile(stream.NextOpenDouble());

    /// <inheritdoc/>
    public double Quantile(double chance) => _median * Math.Exp(_sigma * NormalQuantile.Of(chance));
}
