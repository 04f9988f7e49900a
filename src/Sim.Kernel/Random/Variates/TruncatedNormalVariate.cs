using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Normal, on condition that it is not negative: a time or a size that is roughly normal.</summary>
/// <remarks>N. L. Johnson, S. Kotz and N. Balakrishnan, "Continuous Univariate Distributions" I, 2nd edition, 1994, section 13.10.1.</remarks>
public sealed class TruncatedNormalVariate : IQuantileVariate
{
    private readonly double _centre;
    private readonly double _deviation;
    private readonly double _negative;
    private readonly double _kept;

    /// <summary>A normal variate cut off at 0.</summary>
    /// <param name="centre">The mean before the cut; at least -30 deviations.</param>
    /// <param name="deviation">The standard deviation before the cut; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range: hardly anything would be left.</exception>
    public TruncatedNormalVariate(double centre, double deviation)
    {
        (_centre, _deviation) = (Parameter.Finite(centre, nameof(centre)), Parameter.Positive(deviation, nameof(deviation)));
        double cut = -centre / deviation;
        ArgumentOutOfRangeException.ThrowIfLessThan(centre, -30 * deviation);
        (_negative, _kept) = (NormalTail.Above(-cut), NormalTail.Above(cut));
        double hazard = NormalTail.Density(cut) / _kept;
        Mean = centre + (deviation * hazard);
        Variance = deviation * deviation * (1 + (cut * hazard) - (hazard * hazard));
    }

    /// <summary>The mean after the cut: above the centre.</summary>
    public double Mean { get; }

    /// <summary>The variance after the cut: below that of the whole normal variate.</summary>
    public double Variance { get; }

    /// <inheritdoc/>
    public double Next(RandomStream stream) => Quantile(stream.NextOpenDouble());

    // From the nearer end, as the other one would lose the small chances to rounding.
    /// <inheritdoc/>
    public double Quantile(double chance)
    {
        double below = _negative + (_kept * chance);
        double score = below < 0.5 ? NormalQuantile.Of(below) : -NormalQuantile.Of(_kept * (1 - chance));
        return Math.Max(0, _centre + (_deviation * score));
    }
}
