using System;
using System.Globalization;

namespace Sim.Cli.Terminal;

/// <summary>Numbers as a person reads them: grouped by thousands, four digits of detail, never an exponent.</summary>
internal static class Numbers
{
    /// <summary>A whole number.</summary>
    public static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A decimal number; empty for NaN.</summary>
    public static string Text(double value)
    {
        double size = Math.Abs(value);
        string format = size switch
        {
            >= 1000 => "N0",
            >= 100 => "N1",
            >= 10 => "N2",
            _ => "N3",
        };
        bool whole = double.IsInteger(value) && size < 1e15;
        return double.IsNaN(value) ? "" : value.ToString(whole ? "N0" : format, CultureInfo.InvariantCulture);
    }

    /// <summary>An amount of memory.</summary>
    public static string Bytes(long value) => value switch
    {
        >= 1L << 30 => Text(value / (double)(1L << 30)) + " GiB",
        >= 1L << 20 => Text(value / (double)(1L << 20)) + " MiB",
        _ => Text(value / 1024.0) + " KiB",
    };
}
