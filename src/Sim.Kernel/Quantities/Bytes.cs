using System;
using System.Globalization;

namespace Sim.Kernel.Quantities;

/// <summary>An amount of memory or storage in whole bytes.</summary>
public readonly record struct Bytes(long Count) : IComparable<Bytes>
{
    /// <summary>Bytes in a mebibyte.</summary>
    public const long PerMebibyte = 1L << 20;

    /// <summary>Nothing.</summary>
    public static readonly Bytes Zero = new(0);

    /// <summary>The amount in mebibytes, rounded to the nearest double.</summary>
    public double Mebibytes => Count / (double)PerMebibyte;

    /// <summary>A whole number of mebibytes.</summary>
    public static Bytes FromMebibytes(long mebibytes) => new(checked(mebibytes * PerMebibyte));

    /// <summary>A whole number of gibibytes.</summary>
    public static Bytes FromGibibytes(long gibibytes) => new(checked(gibibytes << 30));

    /// <summary>The sum of two amounts.</summary>
    public static Bytes operator +(Bytes left, Bytes right) => new(checked(left.Count + right.Count));

    /// <summary>The difference of two amounts; may be negative.</summary>
    public static Bytes operator -(Bytes left, Bytes right) => new(checked(left.Count - right.Count));

    /// <summary>Whether the left amount is smaller.</summary>
    public static bool operator <(Bytes left, Bytes right) => left.Count < right.Count;

    /// <summary>Whether the left amount is larger.</summary>
    public static bool operator >(Bytes left, Bytes right) => left.Count > right.Count;

    /// <summary>Whether the left amount is not larger.</summary>
    public static bool operator <=(Bytes left, Bytes right) => left.Count <= right.Count;

    /// <summary>Whether the left amount is not smaller.</summary>
    public static bool operator >=(Bytes left, Bytes right) => left.Count >= right.Count;

    /// <inheritdoc/>
    public int CompareTo(Bytes other) => Count.CompareTo(other.Count);

    /// <summary>The amount in the largest binary unit that shows it whole, as a scenario file would write it: <c>64 GiB</c>.</summary>
    public override string ToString() => Count switch
    {
        0 => "0 B",
        _ when Count % (1L << 40) == 0 => Text(Count >> 40, "TiB"),
        _ when Count % (1L << 30) == 0 => Text(Count >> 30, "GiB"),
        _ when Count % (1L << 20) == 0 => Text(Count >> 20, "MiB"),
        _ when Count % (1L << 10) == 0 => Text(Count >> 10, "KiB"),
        _ => Text(Count, "B"),
    };

    private static string Text(long count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");
}
