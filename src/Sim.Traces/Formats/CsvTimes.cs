using System;
using System.Globalization;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Formats;

/// <summary>Reads the times of a <c>csv</c> trace as nanoseconds, exactly.</summary>
internal sealed class CsvTimes(CsvMapping mapping)
{
    private const decimal MillisecondsFrom = 9_000_000_000;

    /// <summary>Numbers below this are relative to the trace's start rather than to 1970: it is March 1973.</summary>
    private const long UnixFrom = 100_000_000 * Duration.NanosecondsPerSecond;

    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
    ];

    private readonly string[] _formats = mapping.TimeFormat is { } format ? [format] : DateFormats;

    /// <summary>What a message says is expected.</summary>
    public string Expected => (mapping.TimeUnit, mapping.TimeFormat) switch
    {
        (_, { } format) => $"a time as {format}, 1970 or later",
        (TimeUnit.Date, _) => "a date such as 2014-02-14 14:27:00, 1970 or later",
        (TimeUnit.Auto, _) => "a time of 0 or more: seconds, milliseconds or a date such as 2014-02-14 14:27:00",
        _ => "a time of 0 or more",
    };

    /// <summary>Reads a time, as nanoseconds of whatever it counts from; false where it is none or negative.</summary>
    public bool TryRead(string text, out long time)
    {
        time = 0;
        bool number = mapping.TimeUnit != TimeUnit.Date && mapping.TimeFormat is null;
        if (number && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal count))
        {
            decimal nanoseconds = decimal.Round(Math.Min(count, 1e18m) * Unit(count));
            time = nanoseconds is >= 0 and <= long.MaxValue ? (long)nanoseconds : 0;
            return nanoseconds is >= 0 and <= long.MaxValue;
        }

        return mapping.TimeUnit is TimeUnit.Auto or TimeUnit.Date && TryReadDate(text, out time);
    }

    /// <summary>Whether a time counts from 1970.</summary>
    public bool IsUnix(long time) => mapping.TimeUnit == TimeUnit.Date || mapping.TimeFormat is not null || time >= UnixFrom;

    private bool TryReadDate(string text, out long time)
    {
        bool read = DateTime.TryParseExact(
            text, _formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime date);
        time = read ? (date - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick : 0;
        return read && time >= 0;
    }

    private decimal Unit(decimal count) => mapping.TimeUnit switch
    {
        TimeUnit.Microseconds => 1_000,
        TimeUnit.Milliseconds => 1_000_000,
        TimeUnit.Auto when count >= MillisecondsFrom => 1_000_000,
        _ => Duration.NanosecondsPerSecond,
    };
}
