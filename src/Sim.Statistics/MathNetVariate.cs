using System;
using System.Reflection;
using MathNet.Numerics.Distributions;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Statistics;

/// <summary>Any univariate distribution of MathNet.Numerics as a variate drawn from a named stream.</summary>
/// <remarks>
/// Where the distribution has an <c>InverseCumulativeDistribution</c>, which neither of MathNet's interfaces promises, a
/// draw is that of one word: streams stay in step. In MathNet 5.0 those are Beta, Cauchy, ChiSquared, FisherSnedecor,
/// Logistic, Rayleigh, StudentT, Triangular and the like, and Categorical. The others (Burr, Chi, Erlang, InverseGamma,
/// InverseGaussian, Laplace, Stable, TruncatedPareto, Weibull, and the discrete ones such as Poisson and Zipf) draw by
/// MathNet's own sampler, which takes as many words as it needs. Not thread-safe, as such a draw hands the stream to the
/// distribution; the distribution belongs to the variate from then on.
/// Where both have a distribution, Sim's own variate is faster and its quantiles are more accurate.
/// </remarks>
public sealed class MathNetVariate : IVariate
{
    private readonly IUnivariateDistribution _distribution;
    private readonly Func<double, double>? _quantile;
    private readonly Func<double> _sample;
    private RandomStream? _source;

    /// <summary>Takes a continuous distribution.</summary>
    /// <param name="distribution">With its parameters; its own random source is not used.</param>
    public MathNetVariate(IContinuousDistribution distribution)
        : this(distribution, (distribution ?? throw new ArgumentNullException(nameof(distribution))).Sample)
    {
    }

    /// <summary>Takes a discrete distribution, whose whole numbers become <see cref="double"/>s.</summary>
    /// <param name="distribution">With its parameters; its own random source is not used.</param>
    public MathNetVariate(IDiscreteDistribution distribution)
        : this(distribution, () => distribution.Sample())
    {
    }

    private MathNetVariate(IUnivariateDistribution distribution, Func<double> sample)
    {
        ArgumentNullException.ThrowIfNull(distribution);
        (_distribution, _sample) = (distribution, sample);
        _quantile = QuantileOf(distribution);
    }

    /// <summary>Whether a draw is by inversion, so that it takes one word of the stream.</summary>
    public bool ByInversion => _quantile is not null;

    /// <summary>As MathNet has it; NaN where it knows none.</summary>
    public double Mean => OrNaN(() => _distribution.Mean);

    /// <summary>As MathNet has it; NaN where it knows none.</summary>
    public double Variance => OrNaN(() => _distribution.Variance);

    /// <inheritdoc/>
    public double Next(RandomStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (_quantile is not null)
        {
            return _quantile(stream.NextOpenDouble());
        }

        if (!ReferenceEquals(_source, stream))
        {
            _distribution.RandomSource = stream.AsSystemRandom();
            _source = stream;
        }

        return _sample();
    }

    private static Func<double, double>? QuantileOf(IUnivariateDistribution distribution)
    {
        MethodInfo? method = distribution.GetType().GetMethod("InverseCumulativeDistribution", [typeof(double)]);
        if (method?.ReturnType == typeof(int))
        {
            Func<double, int> whole = method.CreateDelegate<Func<double, int>>(distribution);
            return chance => whole(chance);
        }

        return method?.CreateDelegate<Func<double, double>>(distribution);
    }

    private static double OrNaN(Func<double> moment)
    {
        try
        {
            return moment();
        }
        catch (NotSupportedException)
        {
            return double.NaN;
        }
    }
}
