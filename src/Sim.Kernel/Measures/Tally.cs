using System;
using Sim.Kernel.Checkpoints;

namespace Sim.Kernel.Measures;

/// <summary>Count, mean, spread and extremes of observations, without keeping them.</summary>
/// <remarks>
/// B. P. Welford, Technometrics 4(3), 1962; merging by T. F. Chan, G. H. Golub and R. J. LeVeque, Stanford
/// STAN-CS-79-773, 1979. Merging gives the count and extremes exactly and mean and variance to about n x 10^-16
/// relative to the largest observation; it depends on the order, so merge in a fixed one (that of dense ids).
/// </remarks>
public sealed class Tally : ICheckpointed
{
    private double _squares; // sum of squared deviations from the mean

    /// <summary>How many observations.</summary>
    public long Count { get; private set; }

    /// <summary>The mean; NaN without observations.</summary>
    public double Mean { get; private set; } = double.NaN;

    /// <summary>The sum, as mean times count.</summary>
    public double Sum => Count == 0 ? 0 : Mean * Count;

    /// <summary>The unbiased sample variance; NaN below two observations.</summary>
    public double Variance => Count < 2 ? double.NaN : _squares / (Count - 1);

    /// <summary>The square root of <see cref="Variance"/>.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>The smallest observation; NaN without any.</summary>
    public double Minimum { get; private set; } = double.NaN;

    /// <summary>The largest observation; NaN without any.</summary>
    public double Maximum { get; private set; } = double.NaN;

    /// <summary>Adds an observation.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="InvariantException">The value is not finite.</exception>
    public void Add(double value)
    {
        Check.That(double.IsFinite(value));
        if (Count++ == 0)
        {
            Mean = Minimum = Maximum = value;
            return;
        }

        double deviation = value - Mean;
        Mean += deviation / Count;
        _squares += deviation * (value - Mean);
        Minimum = Math.Min(Minimum, value);
        Maximum = Math.Max(Maximum, value);
    }

    /// <summary>Adds all observations of another tally, which stays as it is.</summary>
    public void Merge(Tally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count == 0)
        {
            return;
        }

        if (Count == 0)
        {
            (Count, Mean, _squares) = (other.Count, other.Mean, other._squares);
            (Minimum, Maximum) = (other.Minimum, other.Maximum);
            return;
        }

        long count = Count + other.Count;
        double deviation = other.Mean - Mean;
        double share = (double)other.Count / count;
        _squares += other._squares + (deviation * deviation * Count * share);
        Mean += deviation * share;
        Count = count;
        Minimum = Math.Min(Minimum, other.Minimum);
        Maximum = Math.Max(Maximum, other.Maximum);
    }

    /// <inheritdoc/>
    public void Save(CheckpointWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(Count);
        writer.Write(Mean);
        writer.Write(_squares);
        writer.Write(Minimum);
        writer.Write(Maximum);
    }

    /// <inheritdoc/>
    public void Load(CheckpointReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        Count = reader.ReadLong();
        Mean = reader.ReadDouble();
        _squares = reader.ReadDouble();
        Minimum = reader.ReadDouble();
        Maximum = reader.ReadDouble();
    }
}
