using System;
using System.Globalization;

namespace Sim.Kernel.Quantities;

/// <summary>An instant on the simulation clock: whole nanoseconds since the start of the run.</summary>
/// <remarks>Range: 0 to about 292 years. Negative instants lie before the start and occur only in traces.</remarks>
public readonly record struct SimTime(long Nanoseconds) : IComparable<SimTime>
{
    /// <summary>The start of the run.</summary>
    public static readonly SimTime Zero = new(0);

    /// <summary>The last instant that can be named; used for "never".</summary>
    public static readonly SimTime Never = new(long.MaxValue);

    /// <summary>Seconds since the start, rounded to the nearest double.</summary>
    public double Seconds => Nanoseconds / 1e9;

    /// <summary>The instant a whole number of seconds after the start.</summary>
    public static SimTime FromSeconds(long seconds) => new(checked(seconds * Duration.NanosecondsPerSecond));

    /// <summary>The later instant.</summary>
    public static SimTime operator +(SimTime time, Duration span) => new(checked(time.Nanoseconds + span.Nanoseconds));

    /// <summary>The earlier instant.</summary>
    public static SimTime operator -(SimTime time, Duration span) => new(checked(time.Nanoseconds - span.Nanoseconds));

    /// <summary>The span from <paramref name="right"/> to <paramref name="left"/>.</summary>
    public static Duration operator -(SimTime left, SimTime right) => new(checked(left.Nanoseconds - right.Nanoseconds));

    /// <summary>Whether the left instant is earlier.</summary>
    public static bool operator <(SimTime left, SimTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left instant is later.</summary>
    public static bool operator >(SimTime left, SimTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left instant is not later.</summary>
    public static bool operator <=(SimTime left, SimTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left instant is not earlier.</summary>
    public static bool operator >=(SimTime left, SimTime right) => left.Nanoseconds >= right.Nanoseconds;

    /// <inheritdoc/>
    public int CompareTo(SimTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seconds} s");
}
