using System;
using Sim.Kernel;

namespace Sim.Statistics;

/// <summary>Batch means of observations as they come, in bounded memory and without knowing how many there will be.</summary>
/// <remarks>
/// When all batches are full, neighbours are joined in pairs and the batches are twice as long from then on: G. S. Fishman,
/// "Grouping observations in digital simulation", Management Science 24(5), 1978. Adding allocates nothing.
/// </remarks>
public sealed class BatchMeansTally
{
    /// <summary>The most batches kept; joined in pairs when there would be as many.</summary>
    public const int MaximumBatches = 2 * MinimumBatches;

    /// <summary>The fewest batches that are judged; from as many observations on there are never fewer.</summary>
    public const int MinimumBatches = 20;

    private readonly double[] _sums = new double[MaximumBatches];
    private int _batches;
    private long _size = 1;
    private double _openSum; // of the batch that is not full yet
    private long _openCount;

    /// <summary>How many observations.</summary>
    public long Count { get; private set; }

    /// <summary>Adds the next observation.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="InvariantException">The value is not finite.</exception>
    public void Add(double value)
    {
        Check.That(double.IsFinite(value));
        Count++;
        _openSum += value;
        if (++_openCount == _size)
        {
            Close(_openSum);
            (_openSum, _openCount) = (0, 0);
        }
    }

    /// <summary>Adds the batches of another tally, which stays as it is, after those of this one.</summary>
    /// <remarks>
    /// As no batch spans the seam, what this one holds beyond full batches of the longer of the two sizes stays unused;
    /// without such a rest the result is the same as if all observations had been added here. Merge in a fixed order
    /// (that of dense ids).
    /// </remarks>
    public void Merge(BatchMeansTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        BatchMeansTally later = other.Copy();
        Count += later.Count;
        while (_size < later._size)
        {
            JoinPairs();
        }

        (_openSum, _openCount) = (0, 0);
        for (int i = 0; i < later._batches; i++)
        {
            Accept(later._sums[i], later._size);
        }

        Accept(later._openSum, later._openCount);
    }

    /// <summary>The interval of all full batches so far.</summary>
    /// <param name="confidence">Above 0 and below 1; default 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    public BatchMeans Result(double confidence = 0.95)
    {
        Span<double> means = stackalloc double[MaximumBatches];
        for (int i = 0; i < _batches; i++)
        {
            means[i] = _sums[i] / _size;
        }

        return new BatchMeans(means[.._batches], _size, Count, confidence);
    }

    // Sizes are powers of two, and the open batch has a whole number of pieces: no piece overfills it, but for the last.
    private void Accept(double sum, long count)
    {
        _openSum += sum;
        _openCount += count;
        Check.That(_openCount <= _size);
        if (_openCount == _size)
        {
            Close(_openSum);
            (_openSum, _openCount) = (0, 0);
        }
    }

    private void Close(double sum)
    {
        _sums[_batches++] = sum;
        if (_batches == MaximumBatches)
        {
            JoinPairs();
        }
    }

    private void JoinPairs()
    {
        if (_batches % 2 == 1)
        {
            _openSum += _sums[_batches - 1];
            _openCount += _size;
        }

        _batches /= 2;
        for (int i = 0; i < _batches; i++)
        {
            _sums[i] = _sums[2 * i] + _sums[(2 * i) + 1];
        }

        _size *= 2;
    }

    private BatchMeansTally Copy()
    {
        BatchMeansTally copy = new() { Count = Count, _batches = _batches, _size = _size, _openSum = _openSum, _openCount = _openCount };
        _sums.CopyTo(copy._sums, 0);
        return copy;
    }
}
