using System;
using System.Linq;

namespace Sim.Kernel.Random.Variates;

/// <summary>A continuous distribution known by some of its quantiles, or by a sample; straight lines in between.</summary>
/// <remarks>A. M. Law, "Simulation Modeling and Analysis", 5th edition, 2015, section 6.2.4. It has no tail beyond the outermost points.</remarks>
public sealed class EmpiricalVariate : IQuantileVariate
{
    private readonly double[] _chances;
    private readonly double[] _values;
    private readonly Shares _pieces;

    /// <summary>A variate by its quantiles.</summary>
    /// <param name="chances">From 0 to 1, ascending; at least two.</param>
    /// <param name="values">The quantile of each, so not descending; finite.</param>
    /// <exception cref="ArgumentException">The lists are not equally long, too short, not in order, or do not go from 0 to 1.</exception>
    public EmpiricalVariate(ReadOnlySpan<double> chances, ReadOnlySpan<double> values)
    {
        (_chances, _values) = (chances.ToArray(), values.ToArray());
        if (_chances.Length < 2 || _chances.Length != _values.Length)
        {
            throw new ArgumentException($"{chances.Length} chances and {values.Length} values given; at least two, and as many", nameof(values));
        }

        if (_chances is not [0, .., 1] || !Ascends(_chances, equal: false))
        {
            throw new ArgumentException("must ascend from 0 to 1", nameof(chances));
        }

        if (!_values.All(double.IsFinite) || !Ascends(_values, equal: true))
        {
            throw new ArgumentException("must be finite and not descend", nameof(values));
        }

        _pieces = new Shares(_chances[1..]);
        Mean = Expect((a, b) => (a + b) / 2);
        Variance = Expect((a, b) => Square(a - Mean, b - Mean));
    }

    /// <summary>That of the lines.</summary>
    public double Mean { get; }

    /// <summary>That of the lines: smaller than that of the sample, by little where there are many points.</summary>
    public double Variance { get; }

    /// <summary>The line through a sample's values, whose quantiles are those of type 7 of R.</summary>
    /// <param name="sample">Finite, in any order, at least two.</param>
    /// <remarks>R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50(4), 1996.</remarks>
    /// <exception cref="ArgumentException">There are less than two values, or one is not finite.</exception>
    public static EmpiricalVariate OfSample(ReadOnlySpan<double> sample)
    {
        double last = sample.Length - 1;
        return new EmpiricalVariate(
            [.. Enumerable.Range(0, sample.Length).Select(i => i / last)],
            [.. sample.ToArray().Order()]);
    }

    /// <inheritdoc/>
    public double Next(RandomStream stream) => Quantile(stream.NextOpenDouble());

    /// <inheritdoc/>
    public double Quantile(double chance)
    {
        int left = _pieces.Find(chance);
        double part = (chance - _chances[left]) / (_chances[left + 1] - _chances[left]);
        return _values[left] + (part * (_values[left + 1] - _values[left]));
    }

    private static bool Ascends(double[] numbers, bool equal) =>
        numbers.Zip(numbers.Skip(1)).All(pair => pair.First < pair.Second || (equal && pair.First <= pair.Second));

    // The mean square of a uniform variate between two values.
    private static double Square(double a, double b) => ((a * a) + (a * b) + (b * b)) / 3;

    private double Expect(Func<double, double, double> piece) =>
        Enumerable.Range(0, _values.Length - 1).Sum(i => (_chances[i + 1] - _chances[i]) * piece(_values[i], _values[i + 1]));
}
