using System;
using Sim.Kernel.Checkpoints;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Measures;

/// <summary>The average over time of a quantity that changes in steps: a queue's length, memory in use.</summary>
/// <remarks>
/// Each value counts for as long as it was held; values held for no time do not count. Time since the last call counts
/// only once <see cref="Set"/> or <see cref="CloseAt"/> has been told of it. Weighted form of Welford's method:
/// D. H. D. West, Communications of the ACM 22(9), 1979. Merging has the errors of <see cref="Tally"/>.
/// </remarks>
public sealed class TimeWeighted : ICheckpointed
{
    private SimTime _since;
    private double _squares; // sum of time times squared deviation from the mean

    /// <summary>Starts with a value at a time.</summary>
    public TimeWeighted(SimTime start, double value)
    {
        Check.That(double.IsFinite(value));
        (_since, Current) = (start, value);
    }

    /// <summary>The value now.</summary>
    public double Current { get; private set; }

    /// <summary>The time accounted for.</summary>
    public Duration Elapsed { get; private set; }

    /// <summary>The average over the time accounted for; NaN where that is none.</summary>
    public double Mean { get; private set; } = double.NaN;

    /// <summary>The variance over the time accounted for; NaN where that is none.</summary>
    public double Variance => Elapsed == Duration.Zero ? double.NaN : _squares / Elapsed.Nanoseconds;

    /// <summary>The smallest value held; NaN where no time is accounted for.</summary>
    public double Minimum { get; private set; } = double.NaN;

    /// <summary>The largest value held; NaN where no time is accounted for.</summary>
    public double Maximum { get; private set; } = double.NaN;

    /// <summary>Changes the value.</summary>
    /// <param name="now">When; not before the last call.</param>
    /// <param name="value">The value from now on; finite.</param>
    /// <exception cref="InvariantException">Time ran backwards or the value is not finite.</exception>
    public void Set(SimTime now, double value)
    {
        Check.That(double.IsFinite(value));
        CloseAt(now);
        Current = value;
    }

    /// <summary>Changes the value by a difference; see <see cref="Set"/>.</summary>
    public void Add(SimTime now, double difference) => Set(now, Current + difference);

    /// <summary>Accounts for the time up to now, over which the value has not changed.</summary>
    /// <exception cref="InvariantException">Time ran backwards.</exception>
    public void CloseAt(SimTime now)
    {
        Check.That(now >= _since);
        Include(now - _since, Current, 0, Current, Current);
        _since = now;
    }

    /// <summary>Forgets the past, at the end of a warm-up; the value stays.</summary>
    public void Restart(SimTime now)
    {
        Check.That(now >= _since);
        (_since, Elapsed, _squares) = (now, Duration.Zero, 0);
        Mean = Minimum = Maximum = double.NaN;
    }

    /// <summary>Adds the time another measure has accounted for, as if it had followed or been observed elsewhere.</summary>
    public void Merge(TimeWeighted other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Include(other.Elapsed, other.Mean, other._squares, other.Minimum, other.Maximum);
    }

    /// <inheritdoc/>
    public void Save(CheckpointWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(_since);
        writer.Write(Current);
        writer.Write(Elapsed);
        writer.Write(Mean);
        writer.Write(_squares);
        writer.Write(Minimum);
        writer.Write(Maximum);
    }

    /// <inheritdoc/>
    public void Load(CheckpointReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _since = reader.ReadTime();
        Current = reader.ReadDouble();
        Elapsed = reader.ReadDuration();
        Mean = reader.ReadDouble();
        _squares = reader.ReadDouble();
        Minimum = reader.ReadDouble();
        Maximum = reader.ReadDouble();
    }

    private void Include(Duration span, double mean, double squares, double minimum, double maximum)
    {
        if (span == Duration.Zero)
        {
            return;
        }

        if (Elapsed == Duration.Zero)
        {
            (Elapsed, Mean, _squares, Minimum, Maximum) = (span, mean, squares, minimum, maximum);
            return;
        }

        Duration elapsed = Elapsed + span;
        double deviation = mean - Mean;
        double share = (double)span.Nanoseconds / elapsed.Nanoseconds;
        _squares += squares + (deviation * deviation * Elapsed.Nanoseconds * share);
        Mean += deviation * share;
        Elapsed = elapsed;
        Minimum = Math.Min(Minimum, minimum);
        Maximum = Math.Max(Maximum, maximum);
    }
}
