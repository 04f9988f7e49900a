using System;
using System.Collections.Generic;
using Sim.Kernel.Quantities;

namespace Sim.Scenarios.Binding;

/// <summary>A kind of quantity: its units, and how a number of base units becomes a value.</summary>
internal sealed class QuantityKind
{
    private readonly Unit[] _units;
    private readonly Func<decimal, object> _create;

    private QuantityKind(string name, string example, Unit[] units, Func<decimal, object> create)
    {
        Name = name;
        Example = example;
        _units = units;
        _create = create;
        UnitNames = Array.ConvertAll(units, unit => unit.Name);
    }

    /// <summary>Spans of time; base unit ns.</summary>
    public static QuantityKind Duration { get; } = new(
        "duration",
        "5 min",
        [
            new("ns", 1), new("us", 1e3m), new("ms", 1e6m), new("s", 1e9m),
            new("min", 60e9m), new("h", 3600e9m), new("d", 86400e9m),
        ],
        value => new Duration((long)value));

    /// <summary>Memory and storage; base unit byte; binary (IEC 80000-13) and decimal (SI) multiples.</summary>
    public static QuantityKind Bytes { get; } = new(
        "size",
        "64 GiB",
        [
            new("B", 1), new("KiB", 1024), new("MiB", 1048576), new("GiB", 1073741824), new("TiB", 1099511627776),
            new("kB", 1e3m), new("MB", 1e6m), new("GB", 1e9m), new("TB", 1e12m),
        ],
        value => new Bytes((long)value));

    /// <summary>Clock rates and rates of work; base unit Hz. CloudSim's MIPS are its hosts' MHz, so they are read as MHz.</summary>
    public static QuantityKind Frequency { get; } = new(
        "frequency",
        "2.6 GHz",
        [new("Hz", 1), new("kHz", 1e3m), new("MHz", 1e6m), new("GHz", 1e9m), new("MIPS", 1e6m)],
        value => new Frequency((long)value));

    /// <summary>Electrical power; base unit W.</summary>
    public static QuantityKind Watts { get; } = new(
        "power",
        "100 W",
        [new("mW", 1e-3m), new("W", 1), new("kW", 1e3m)],
        value => new Watts((double)value));

    /// <summary>What it is, in a word.</summary>
    public string Name { get; }

    /// <summary>A value as a user would write it.</summary>
    public string Example { get; }

    /// <summary>The units' names, smallest first.</summary>
    public IReadOnlyList<string> UnitNames { get; }

    /// <summary>The unit of that name, or null.</summary>
    public Unit? Find(ReadOnlySpan<char> name)
    {
        foreach (Unit unit in _units)
        {
            if (name.SequenceEqual(unit.Name))
            {
                return unit;
            }
        }

        return null;
    }

    /// <summary>A number of base units as text, for the limits of a range.</summary>
    public string FormatBase(double value) =>
        _create(value >= long.MaxValue ? long.MaxValue : (decimal)value).ToString()!;

    /// <summary>A number of base units as a value of the kind.</summary>
    public object Create(decimal value) => _create(value);
}
