using System;
using System.Globalization;

namespace Sim.Kernel.Quantities;

/// <summary>A span of simulated time in whole nanoseconds; may be negative.</summary>
public readonly record struct Duration(long Nanoseconds) : IComparable<Duration>
{
    /// <summary>Nanoseconds in a second.</summary>
    public const long NanosecondsPerSecond = 1_000_000_000;

    /// <summary>No time at all.</summary>
    public static readonly Duration Zero = new(0);

    /// <summary>The span in seconds, rounded to the nearest double.</summary>
    public double Seconds => Nanoseconds / 1e9;

    /// <summary>The span in hours, rounded to the nearest double.</summary>
    public double Hours => Nanoseconds / 3.6e12;

    /// <summary>A span of whole nanoseconds.</summary>
    public static Duration FromNanoseconds(long nanoseconds) => new(nanoseconds);

    /// <summary>A span of whole milliseconds.</summary>
    public static Duration FromMilliseconds(long milliseconds) => new(checked(milliseconds * 1_000_000));

    /// <summary>A span of whole seconds.</summary>
    public static Duration FromSeconds(long seconds) => new(checked(seconds * NanosecondsPerSecond));

    /// <summary>A span of whole minutes.</summary>
    public static Duration FromMinutes(long minutes) => FromSeconds(checked(minutes * 60));

    /// <summary>A span of whole hours.</summary>
    public static Duration FromHours(long hours) => FromSeconds(checked(hours * 3600));

    /// <summary>The sum of two spans.</summary>
    public static Duration operator +(Duration left, Duration right) => new(checked(left.Nanoseconds + right.Nanoseconds));

    /// <summary>The difference of two spans.</summary>
    public static Duration operator -(Duration left, Duration right) => new(checked(left.Nanoseconds - right.Nanoseconds));

    /// <summary>A span repeated <paramref name="count"/> times.</summary>
    public static Duration operator *(Duration span, long count) => new(checked(span.Nanoseconds * count));

    /// <summary>How often the right span fits whole into the left.</summary>
    public static long operator /(Duration left, Duration right) => left.Nanoseconds / right.Nanoseconds;

    /// <summary>What is left after <see cref="op_Division"/>.</summary>
    public static Duration operator %(Duration left, Duration right) => new(left.Nanoseconds % right.Nanoseconds);

    /// <summary>Whether the left span is shorter.</summary>
    public static bool operator <(Duration left, Duration right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left span is longer.</summary>
    public static bool operator >(Duration left, Duration right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left span is not longer.</summary>
    public static bool operator <=(Duration left, Duration right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left span is not shorter.</summary>
    public static bool operator >=(Duration left, Duration right) => left.Nanoseconds >= right.Nanoseconds;

    /// <inheritdoc/>
    public int CompareTo(Duration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>The span in the largest unit that shows it whole, as a scenario file would write it: <c>5 min</c>.</summary>
    public override string ToString() => Nanoseconds switch
    {
        0 => "0 s",
        _ when Nanoseconds % 86_400_000_000_000 == 0 => Text(Nanoseconds / 86_400_000_000_000, "d"),
        _ when Nanoseconds % 3_600_000_000_000 == 0 => Text(Nanoseconds / 3_600_000_000_000, "h"),
        _ when Nanoseconds % 60_000_000_000 == 0 => Text(Nanoseconds / 60_000_000_000, "min"),
        _ when Nanoseconds % 1_000_000_000 == 0 => Text(Nanoseconds / 1_000_000_000, "s"),
        _ when Nanoseconds % 1_000_000 == 0 => Text(Nanoseconds / 1_000_000, "ms"),
        _ when Nanoseconds % 1_000 == 0 => Text(Nanoseconds / 1_000, "us"),
        _ => Text(Nanoseconds, "ns"),
    };

    private static string Text(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");
}
