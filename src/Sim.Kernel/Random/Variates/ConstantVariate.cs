namespace Sim.Kernel.Random.Variates;

/// <summary>Always the same value.</summary>
/// <remarks>It draws its word all the same, so that a stream stays in step when a constant takes a distribution's place.</remarks>
public sealed class ConstantVariate : IQuantileVariate
{
    /// <summary>A constant.</summary>
    /// <param name="value">Finite.</param>
    /// <exception cref="System.ArgumentOutOfRangeException">The value is not finite.</exception>
    public ConstantVariate(double value)
    {
        Mean = Parameter.Finite(value, nameof(value));
    }

    /// <summary>The value.</summary>
    public double Mean { get; }

    /// <summary>0.</summary>
    public double Variance => 0;

    /// <inheritdoc/>
    public double Next(RandomStream stream)
    {
        stream.NextBits();
        return Mean;
    }

    /// <inheritdoc/>
    public double Quantile(double chance) => Mean;
}
