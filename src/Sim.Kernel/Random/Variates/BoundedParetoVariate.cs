using System;

namespace Sim.Kernel.Random.Variates;

/// <summary>Pareto, on condition that it is not above a maximum: sizes of jobs and files with a heavy but finite tail.</summary>
/// <remarks>M. Harchol-Balter, "Performance Modeling and Design of Computer Systems", 2013, section 20.3.</remarks>
public sealed class BoundedParetoVariate : IQuantileVariate
{
    private readonly double _minimum;
    private readonly double _maximum;
    private readonly double _power;
    private readonly double _kept;

    /// <summary>A bounded Pareto variate.</summary>
    /// <param name="minimum">The smallest value; positive.</param>
    /// <param name="maximum">The largest value; finite and above the minimum.</param>
    /// <param name="shape">The tail's exponent; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not finite and positive, or the maximum not above the minimum.</exception>
    public BoundedParetoVariate(double minimum, double maximum, double shape)
    {
        (_minimum, _maximum) = (Parameter.Positive(minimum, nameof(minimum)), Parameter.Positive(maximum, nameof(maximum)));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(maximum, minimum);
        _power = -1 / Parameter.Positive(shape, nameof(shape));
        _kept = 1 - Math.Pow(minimum / maximum, shape);
        Mean = Moment(1, shape);
        Variance = Moment(2, shape) - (Mean * Mean);
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <inheritdoc/>
    public double Variance { get; }

    /// <inheritdoc/>
    public double Next(RandomStream stream) => Quantile(stream.NextOpenDouble());

    /// <inheritdoc/>
    public double Quantile(double chance) => Math.Min(_maximum, _minimum * Math.Pow(1 - (chance * _kept), _power));

    // The integral of x^order over the density shape minimum^shape x^(-shape - 1) / kept; its limit where both powers meet.
    private double Moment(int order, double shape)
    {
        double ratio = _maximum / _minimum;
        double power = order - shape;
        double integral = Math.Abs(power) < 1e-9 ? Math.Log(ratio) : (Math.Pow(ratio, power) - 1) / power;
        return shape / _kept * Math.Pow(_minimum, order) * integral;
    }
}
