using System;
using System.Globalization;

namespace Sim.Reports.Page;

/// <summary>Numbers as people read them: three or four digits, a unit that fits their size, thousands separated.</summary>
internal static class Human
{
    /// <summary>What stands where there is no number.</summary>
    public const string None = "–";

    /// <summary>A number with about three significant digits; whole thousands with separators.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        double.NaN => None,
        0 => "0",
        >= 100 => Format(value, "#,##0"),
        >= 10 => Format(value, "0.#"),
        >= 1 => Format(value, "0.##"),
        >= 0.01 => Format(value, "0.###"),
        _ => Format(value, "G2"),
    };

    /// <summary>A number with its unit, both scaled: 2600 MHz is <c>2.6 GHz</c>.</summary>
    public static string WithUnit(double value, string unit)
    {
        (double scaled, string larger) = Scale(value, unit);
        string number = Number(scaled);
        return larger.Length == 0 || double.IsNaN(value) ? number : $"{number} {larger}";
    }

    /// <summary>A value moved to the next larger unit of its kind while it is too large for its own.</summary>
    public static (double Value, string Unit) Scale(double value, string unit) => (unit, Math.Abs(value)) switch
    {
        ("MHz", >= 1e3) => Scale(value / 1e3, "GHz"),
        ("GHz", >= 1e4) => (value / 1e3, "THz"),
        ("MiB", >= 1024) => Scale(value / 1024, "GiB"),
        ("GiB", >= 10240) => (value / 1024, "TiB"),
        ("W", >= 1e3) => Scale(value / 1e3, "kW"),
        ("kW", >= 1e4) => (value / 1e3, "MW"),
        ("kWh", >= 1e4) => (value / 1e3, "MWh"),
        _ => (value, unit),
    };

    /// <summary>A stretch of time in the largest unit that leaves a number of one or more.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        double.NaN => None,
        >= 3 * 86400 => $"{Number(seconds / 86400)} d",
        >= 3600 => $"{Number(seconds / 3600)} h",
        >= 60 => $"{Number(seconds / 60)} min",
        >= 1 => $"{Number(seconds)} s",
        _ => $"{Number(seconds * 1e3)} ms",
    };

    /// <summary>A moment of a run: <c>2 d 03:15</c>, or <c>03:15</c> within the first day.</summary>
    public static string Moment(double seconds)
    {
        if (double.IsNaN(seconds))
        {
            return None;
        }

        TimeSpan time = TimeSpan.FromSeconds(seconds);
        string clock = time.ToString(time.Seconds == 0 ? @"hh\:mm" : @"hh\:mm\:ss", CultureInfo.InvariantCulture);
        return time.Days > 0 ? string.Create(CultureInfo.InvariantCulture, $"{time.Days} d {clock}") : clock;
    }

    /// <summary>A size in bytes with a binary unit.</summary>
    public static string Bytes(double bytes) => bytes switch
    {
        >= 1L << 30 => $"{Number(bytes / (1L << 30))} GiB",
        >= 1L << 20 => $"{Number(bytes / (1L << 20))} MiB",
        >= 1L << 10 => $"{Number(bytes / (1L << 10))} KiB",
        _ => $"{Number(bytes)} B",
    };

    /// <summary>A count and its noun: <c>1 VM</c>, <c>1,052 VMs</c>.</summary>
    public static string Count(double count, string noun) => $"{Number(count)} {noun}{(count is 1 ? "" : "s")}";

    private static string Format(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
