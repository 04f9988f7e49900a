using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Erlang: the sum of some equal exponential phases. A <see cref="GammaVariate"/> of whole shape, and drawn as one.</summary>
/// <remarks>
/// A. K. Erlang, 1917. The customary product of uniform draws costs a word for each phase, and changing the number of
/// phases would put the stream out of step.
/// </remarks>
public sealed class ErlangVariate : IQuantileVariate
{
    private readonly GammaVariate _gamma;

    /// <summary>An Erlang variate.</summary>
    /// <param name="phases">At least 1, which is exponential; the squared coefficient of variation is 1 / phases.</param>
    /// <param name="mean">The mean of the sum, not of a phase; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public ErlangVariate(int phases, double mean)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(phases, 1);
        _gamma = new GammaVariate(phases, Parameter.Positive(mean, nameof(mean)) / phases);
        Mean = mean;
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <summary>The squared mean over the number of phases.</summary>
    public double Variance => _gamma.Variance;

    /// <inheritdoc/>
    public double Next(RandomStream stream) => _gamma.Next(stream);

    /// <inheritdoc/>
    public double Quantile(double chance) => _gamma.Quantile(chance);
}
