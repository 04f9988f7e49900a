using System;
using System.Globalization;

namespace Sim.Kernel.Quantities;

/// <summary>A clock rate, or a rate of CPU work, in whole hertz. CloudSim's "MIPS" are read as MHz.</summary>
public readonly record struct Frequency(long Hertz) : IComparable<Frequency>
{
    /// <summary>No work at all.</summary>
    public static readonly Frequency Zero = new(0);

    /// <summary>The rate in megahertz, rounded to the nearest double.</summary>
    public double Megahertz => Hertz / 1e6;

    /// <summary>A whole number of megahertz.</summary>
    public static Frequency FromMegahertz(long megahertz) => new(checked(megahertz * 1_000_000));

    /// <summary>Whether the left rate is lower.</summary>
    public static bool operator <(Frequency left, Frequency right) => left.Hertz < right.Hertz;

    /// <summary>Whether the left rate is higher.</summary>
    public static bool operator >(Frequency left, Frequency right) => left.Hertz > right.Hertz;

    /// <summary>Whether the left rate is not higher.</summary>
    public static bool operator <=(Frequency left, Frequency right) => left.Hertz <= right.Hertz;

    /// <summary>Whether the left rate is not lower.</summary>
    public static bool operator >=(Frequency left, Frequency right) => left.Hertz >= right.Hertz;

    /// <inheritdoc/>
    public int CompareTo(Frequency other) => Hertz.CompareTo(other.Hertz);

    /// <summary>The rate as a scenario file would write it: <c>2660 MHz</c>, <c>3 GHz</c>.</summary>
    public override string ToString() => Hertz switch
    {
        0 => "0 Hz",
        _ when Hertz % 1_000_000_000 == 0 => Text(Hertz / 1_000_000_000, "GHz"),
        _ when Hertz % 1_000_000 == 0 => Text(Hertz / 1_000_000, "MHz"),
        _ when Hertz % 1_000 == 0 => Text(Hertz / 1_000, "kHz"),
        _ => Text(Hertz, "Hz"),
    };

    private static string Text(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");
}
