using System;
using System.Globalization;

namespace Sim.Kernel.Quantities;

/// <summary>Electrical power in watts. A double, because published power curves are decimal fractions.</summary>
public readonly record struct Watts(double Value) : IComparable<Watts>
{
    /// <inheritdoc/>
    public int CompareTo(Watts other) => Value.CompareTo(other.Value);

    /// <summary>Whether the left power is lower.</summary>
    public static bool operator <(Watts left, Watts right) => left.Value < right.Value;

    /// <summary>Whether the left power is higher.</summary>
    public static bool operator >(Watts left, Watts right) => left.Value > right.Value;

    /// <summary>Whether the left power is not higher.</summary>
    public static bool operator <=(Watts left, Watts right) => left.Value <= right.Value;

    /// <summary>Whether the left power is not lower.</summary>
    public static bool operator >=(Watts left, Watts right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value} W");
}
