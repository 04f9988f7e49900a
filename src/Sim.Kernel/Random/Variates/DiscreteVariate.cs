using System;
using System.Linq;

namespace Sim.Kernel.Random.Variates;

/// <summary>One of some values, each with its own chance: counts, classes of sizes, or a sample itself.</summary>
/// <remarks>
/// By inversion, not by A. J. Walker's alias method: that is no faster than the guide table used here, and a small
/// change of the weights would change every value.
/// </remarks>
public sealed class DiscreteVariate : IQuantileVariate
{
    private readonly double[] _values;
    private readonly Shares _shares;

    /// <summary>A choice between values.</summary>
    /// <param name="values">Finite, in any order, at least one.</param>
    /// <param name="weights">How likely each value is: not negative, one at least positive, and scaled to the sum of 1.</param>
    /// <exception cref="ArgumentException">There is no value, or the lists are not equally long.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite, or a weight out of range.</exception>
    public DiscreteVariate(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        if (values.IsEmpty || values.Length != weights.Length)
        {
            throw new ArgumentException($"{values.Length} values and {weights.Length} weights given; at least one, and as many", nameof(weights));
        }

        (double Value, double Weight)[] sorted = [.. values.ToArray().Zip(weights.ToArray()).OrderBy(pair => pair.First)];
        _values = [.. sorted.Select(pair => Parameter.Finite(pair.Value, nameof(values)))];
        double[] upto = Shares.Cumulative([.. sorted.Select(pair => pair.Weight)]);
        _shares = new Shares(upto);
        Mean = Expect(upto, value => value);
        Variance = Expect(upto, value => (value - Mean) * (value - Mean));
    }

    /// <inheritdoc/>
    public double Mean { get; }

    /// <inheritdoc/>
    public double Variance { get; }

    /// <summary>The values of a sample, all equally likely.</summary>
    /// <param name="sample">Finite, in any order, at least one.</param>
    /// <exception cref="ArgumentException">The sample is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is not finite.</exception>
    public static DiscreteVariate OfSample(ReadOnlySpan<double> sample) => new(sample, [.. Enumerable.Repeat(1.0, sample.Length)]);

    /// <inheritdoc/>
    public double Next(RandomStream stream) => Quantile(stream.NextOpenDouble());

    /// <inheritdoc/>
    public double Quantile(double chance) => _values[_shares.Find(chance)];

    private double Expect(double[] upto, Func<double, double> function)
    {
        (double sum, double before) = (0, 0);
        for (int i = 0; i < upto.Length; i++)
        {
            sum += (upto[i] - before) * function(_values[i]);
            before = upto[i];
        }

        return sum;
    }
}
