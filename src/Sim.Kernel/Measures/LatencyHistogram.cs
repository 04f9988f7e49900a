using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.Kernel.Checkpoints;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Measures;

/// <summary>A distribution of spans of time in bounded memory: quantiles within 1/128 (0.8 %) of the exact ones.</summary>
/// <remarks>
/// Log-linear bins after G. Tene's HdrHistogram: spans below 64 ns have a bin each, and every further doubling is cut
/// into 64 equal bins, so a bin is at most 1/64 of its values wide and its middle at most 1/128 off.
/// It has three sizes: 0.5 KiB as long as no span is above 64 ns, 16 KiB up to two minutes, 29 KiB beyond. Merging is exact
/// and does not depend on the order. Spans wait in a few words of their own and go to their bins together: with hundreds of
/// histograms no bin is in a near cache, and so their ways to memory overlap.
/// </remarks>
public sealed class LatencyHistogram : ICheckpointed
{
    /// <summary>The largest relative error of a quantile: 1/128.</summary>
    public const double RelativeError = 1.0 / (2 * BinsPerDoubling);

    private const int Precision = 6;
    private const int BinsPerDoubling = 1 << Precision;
    private const int UsualBins = 32 * BinsPerDoubling; // up to two minutes
    private const int MostBins = (63 - Precision + 1) * BinsPerDoubling;

    private long[] _counts = [];
    private long _sorted; // spans that are in bins
    private Int128 _sum;
    private long _minimum = long.MaxValue;
    private long _maximum;
    private int _waiting; // spans that are not
#pragma warning disable S3459 // written by index
    private WaitingSpans _spans;
#pragma warning restore S3459

    /// <summary>How many spans.</summary>
    public long Count => _sorted + _waiting;

    /// <summary>The exact mean, rounded to a nanosecond; zero without spans.</summary>
    public Duration Mean
    {
        get
        {
            Sort();
            return Count == 0 ? Duration.Zero : new Duration((long)((_sum + (Count / 2)) / Count));
        }
    }

    /// <summary>The exact smallest span; zero without spans.</summary>
    public Duration Minimum
    {
        get
        {
            Sort();
            return Count == 0 ? Duration.Zero : new Duration(_minimum);
        }
    }

    /// <summary>The exact largest span; zero without spans.</summary>
    public Duration Maximum
    {
        get
        {
            Sort();
            return new Duration(_maximum);
        }
    }

    /// <summary>Adds a span.</summary>
    /// <param name="span">Not negative.</param>
    /// <exception cref="InvariantException">The span is negative.</exception>
    public void Add(Duration span)
    {
        Check.That(span >= Duration.Zero);
        if (_waiting == WaitingSpans.Length)
        {
            Sort();
        }

        _spans[_waiting++] = span.Nanoseconds;
    }

    /// <summary>Adds a span that was seen several times.</summary>
    /// <param name="span">Not negative.</param>
    /// <param name="count">How often it was seen; at least 1.</param>
    /// <exception cref="InvariantException">The span is negative or the count below 1.</exception>
    public void Add(Duration span, long count)
    {
        Check.That(span >= Duration.Zero && count >= 1);
        long value = span.Nanoseconds;
        _minimum = Math.Min(_minimum, value);
        _maximum = Math.Max(_maximum, value);
        _sum += (Int128)value * count;
        GrowTo(BinOf(value) + 1);
        _counts[BinOf(value)] += count;
        _sorted += count;
    }

    /// <summary>The smallest span that at least the given share of all spans does not exceed, within <see cref="RelativeError"/>.</summary>
    /// <param name="probability">0 (the smallest) to 1 (the largest).</param>
    /// <returns>Zero without spans.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public Duration Quantile(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        Sort();
        if (Count == 0)
        {
            return Duration.Zero;
        }

        long rank = Math.Clamp((long)Math.Ceiling(probability * Count), 1, Count);
        int bin = 0;
        for (long below = _counts[0]; below < rank; below += _counts[bin])
        {
            bin++;
        }

        return new Duration(Math.Clamp(MiddleOf(bin), _minimum, _maximum));
    }

    /// <summary>Adds all spans of another histogram, which stays as it is.</summary>
    public void Merge(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Sort();
        other.Sort();
        GrowTo(other._counts.Length);
        for (int bin = 0; bin < other._counts.Length; bin++)
        {
            _counts[bin] += other._counts[bin];
        }

        _sorted += other._sorted;
        _sum += other._sum;
        _minimum = Math.Min(_minimum, other._minimum);
        _maximum = Math.Max(_maximum, other._maximum);
    }

    /// <inheritdoc/>
    public void Save(CheckpointWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Sort();
        writer.Write(_counts);
        writer.Write(Count);
        writer.Write(unchecked((ulong)_sum));
        writer.Write((long)(_sum >> 64));
        writer.Write(_minimum);
        writer.Write(_maximum);
    }

    /// <inheritdoc/>
    public void Load(CheckpointReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _counts = reader.ReadLongs();
        (_sorted, _waiting) = (reader.ReadLong(), 0);
        ulong low = reader.ReadBits();
        _sum = ((Int128)reader.ReadLong() << 64) | low;
        _minimum = reader.ReadLong();
        _maximum = reader.ReadLong();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BinOf(long value)
    {
        int shift = Math.Max(0, BitOperations.Log2((ulong)value) - Precision);
        return (shift * BinsPerDoubling) + (int)(value >> shift);
    }

    private static long MiddleOf(int bin)
    {
        int shift = Math.Max(0, (bin / BinsPerDoubling) - 1);
        long low = (long)(bin - (shift * BinsPerDoubling)) << shift;
        return low + ((1L << shift) / 2);
    }

    private void Sort()
    {
        if (_waiting == 0)
        {
            return;
        }

        ReadOnlySpan<long> spans = ((ReadOnlySpan<long>)_spans)[.._waiting];
        foreach (long span in spans)
        {
            _minimum = Math.Min(_minimum, span);
            _maximum = Math.Max(_maximum, span);
            _sum += span;
        }

        GrowTo(BinOf(_maximum) + 1);
        long[] counts = _counts;
        foreach (long span in spans)
        {
            counts[BinOf(span)]++;
        }

        _sorted += _waiting;
        _waiting = 0;
    }

    private void GrowTo(int bins)
    {
        if (bins > _counts.Length)
        {
            Array.Resize(ref _counts, bins <= BinsPerDoubling ? BinsPerDoubling : bins <= UsualBins ? UsualBins : MostBins);
        }
    }

    [InlineArray(Length)]
    private struct WaitingSpans
    {
        public const int Length = 64;

#pragma warning disable S1144 // the runtime repeats the only field, and nobody names it
        private long _first;
#pragma warning restore S1144
    }
}
