using System;
using System.Collections.Generic;

namespace Sim.Statistics;

/// <summary>Counts of observations in bins of equal width whose edges are round numbers.</summary>
/// <remarks>Edges after P. S. Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990: 1, 2 or 5 times a power of ten apart.</remarks>
public sealed class Histogram
{
    private readonly double _step;
    private readonly long _firstStep; // the first edge in steps, so that every edge is one multiplication from exact

    private Histogram(double step, long firstStep, int bins)
    {
        (_step, _firstStep, Counts) = (step, firstStep, new long[bins]);
    }

    /// <summary>How many observations each bin has; an observation on an edge is in the bin above it, the last edge in the last bin.</summary>
    public IReadOnlyList<long> Counts { get; }

    /// <summary>The width of each bin.</summary>
    public double BinWidth => _step;

    /// <summary>The edge below a bin, or at the number of bins that above the last.</summary>
    public double Edge(int bin) => (_firstStep + bin) * _step;

    /// <summary>Counts finite numbers into about <paramref name="bins"/> bins.</summary>
    /// <param name="values">Finite numbers in any order; without any there are no bins.</param>
    /// <param name="bins">At least 1; there may be about twice or half as many, for round edges. Default 20.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 1 bin.</exception>
    public static Histogram Of(ReadOnlySpan<double> values, int bins = 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (values.IsEmpty)
        {
            return new Histogram(1, 0, 0);
        }

        (double low, double high) = Extremes(values);
        Histogram histogram = Covering(low, high, bins);
        foreach (double value in values)
        {
            histogram.Count(value);
        }

        return histogram;
    }

    /// <summary>The round number nearest to a width, by ratio: 1, 2 or 5 times a power of ten.</summary>
    /// <param name="width">Positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is not positive.</exception>
    public static double NiceStep(double width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        double power = Math.Pow(10, Math.Floor(Math.Log10(width)));
        double nice = (width / power) switch
        {
            < 1.5 => 1,
            < 3 => 2,
            < 7 => 5,
            _ => 10,
        };
        return nice * power;
    }

    private static (double Low, double High) Extremes(ReadOnlySpan<double> values)
    {
        (double low, double high) = (values[0], values[0]);
        foreach (double value in values)
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        return (low, high);
    }

    private static Histogram Covering(double low, double high, int bins)
    {
        // Values that are all equal, or so near that their steps could not be told apart, get one bin of their own size.
        double scale = Math.Max(Math.Abs(low), Math.Abs(high));
        double range = high - low > scale * 1e-12 ? high - low : Math.Max(scale, 1);
        double step = NiceStep(range / bins);
        long first = (long)Math.Floor(low / step);
        long last = Math.Max((long)Math.Ceiling(high / step), first + 1);
        return new Histogram(step, first, (int)(last - first));
    }

    private void Count(double value)
    {
        long[] counts = (long[])Counts;
        long bin = (long)Math.Floor(value / _step) - _firstStep;
        counts[Math.Clamp(bin, 0, counts.Length - 1)]++;
    }
}
