using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Kernel;

namespace Sim.Traces.Input;

/// <summary>Collects the faults of a trace: the first few in full, the rest by number.</summary>
/// <param name="lenient">Whether faulty rows are left out rather than reported.</param>
public sealed class FaultList(bool lenient)
{
    /// <summary>How many faults are listed in full.</summary>
    public const int Listed = 20;

    private const int ShownLength = 60;

    private readonly List<InputError> _first = [];

    /// <summary>How many faults there were.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<InputError> First => _first;

    /// <summary>Whether faulty rows are left out rather than reported.</summary>
    public bool Lenient { get; } = lenient;

    /// <summary>Adds a fault of a row.</summary>
    /// <param name="file">As <see cref="TraceEntry.Display"/>.</param>
    /// <param name="line">From 1; 0 for the file as a whole.</param>
    /// <param name="column">From 1; 0 for the line as a whole.</param>
    /// <param name="found">What is there.</param>
    /// <param name="expected">What should be.</param>
    public void Add(string file, long line, int column, string found, string expected) =>
        Add(new InputError(file, line, column, $"found {found}; expected {expected}"));

    /// <summary>Adds a fault of a row.</summary>
    public void Add(InputError fault)
    {
        Count++;
        if (_first.Count < Listed)
        {
            _first.Add(fault);
        }
    }

    /// <summary>Throws all faults unless faulty rows are to be left out.</summary>
    /// <exception cref="InputException">There are faults.</exception>
    public void ThrowIfAny()
    {
        if (Count > 0 && !Lenient)
        {
            Throw();
        }
    }

    /// <summary>Throws all faults and one more that leaves nothing to read.</summary>
    /// <exception cref="InputException">Always.</exception>
    public void ThrowWith(InputError fault)
    {
        Add(fault);
        Throw();
    }

    /// <summary>A piece of a file in quotes, cut short and made printable.</summary>
    public static string Quote(ReadOnlySpan<byte> text)
    {
        string shown = System.Text.Encoding.UTF8.GetString(text[..Math.Min(text.Length, ShownLength)]);
        string plain = shown.Replace("\t", "\\t", StringComparison.Ordinal);
        char[] printable = Array.ConvertAll(plain.ToCharArray(), c => char.IsControl(c) ? '?' : c);
        return $"'{new string(printable)}{(text.Length > ShownLength ? "..." : "")}'";
    }

    private void Throw()
    {
        List<InputError> all = [.. _first];
        if (Count > _first.Count)
        {
            all.Add(new InputError("", 0, 0, string.Create(CultureInfo.InvariantCulture, $"and {Count - _first.Count} more faults")));
        }

        throw new InputException(all);
    }
}
