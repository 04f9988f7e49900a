using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Events;

/// <summary>Where an event stands in the total order of all events: by time, then priority, then sequence; smaller is earlier.</summary>
/// <remarks>Two words, because every queue operation compares a few of these: priority and sequence share the second.</remarks>
public readonly struct EventKey : IEquatable<EventKey>, IComparable<EventKey>
{
    /// <summary>The largest sequence number: 2^47 - 1, some 160 days at ten million events a second.</summary>
    public const long MaxSequence = (1L << SequenceBits) - 1;

    private const int SequenceBits = 47;

    private readonly long _time;
    private readonly long _order;

    /// <summary>Makes a key.</summary>
    /// <param name="time">When the event happens; not negative.</param>
    /// <param name="priority">Which of several events at one time goes first: the lowest number, -32768 to 32767.</param>
    /// <param name="sequence">Which of several events of one time and priority goes first: the lowest, 0 to <see cref="MaxSequence"/>.</param>
    public EventKey(SimTime time, short priority, long sequence)
    {
        if ((ulong)sequence > MaxSequence)
        {
            ThrowSequence(sequence);
        }

        _time = time.Nanoseconds;
        _order = ((long)priority << SequenceBits) | sequence;
    }

    /// <summary>When the event happens.</summary>
    public SimTime Time => new(_time);

    /// <summary>Which of several events at one time goes first: the lowest number.</summary>
    public short Priority => PriorityOf(_order);

    /// <summary>Which of several events of one time and priority goes first: the one scheduled first.</summary>
    public long Sequence => _order & MaxSequence;

    /// <summary>Priority and sequence as one number that orders as the two do.</summary>
    internal long Order => _order;

    /// <summary>The priority in a number made by <see cref="Order"/>.</summary>
    internal static short PriorityOf(long order) => (short)(order >> SequenceBits);

    /// <summary>Whether the left event goes first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <(EventKey left, EventKey right) =>
        left._time < right._time || (left._time == right._time && left._order < right._order);

    /// <summary>Whether the right event goes first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >(EventKey left, EventKey right) => right < left;

    /// <summary>Whether the left event does not go after the right.</summary>
    public static bool operator <=(EventKey left, EventKey right) => !(right < left);

    /// <summary>Whether the left event does not go before the right.</summary>
    public static bool operator >=(EventKey left, EventKey right) => !(left < right);

    /// <summary>Whether both are the same place in the order.</summary>
    public static bool operator ==(EventKey left, EventKey right) => left.Equals(right);

    /// <summary>Whether they are different places in the order.</summary>
    public static bool operator !=(EventKey left, EventKey right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(EventKey other) => _time == other._time && _order == other._order;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EventKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)(_time ^ (_time >> 32) ^ _order ^ (_order >> 32)));

    /// <inheritdoc/>
    public int CompareTo(EventKey other) =>
        _time != other._time ? _time.CompareTo(other._time) : _order.CompareTo(other._order);

    [DoesNotReturn]
    private static void ThrowSequence(long sequence) =>
        throw new InvariantException(string.Create(CultureInfo.InvariantCulture, $"sequence {sequence} is not within 0 .. {MaxSequence}"));

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Time}, priority {Priority}, sequence {Sequence}");
}
