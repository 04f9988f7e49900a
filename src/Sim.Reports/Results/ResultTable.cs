using System;
using System.Collections.Generic;
using Sim.Kernel;

namespace Sim.Reports.Results;

/// <summary>A table read from a result folder, column by column.</summary>
public sealed class ResultTable
{
    private readonly OrderedDictionary<string, Array> _columns;

    internal ResultTable(string name, int rows, OrderedDictionary<string, Array> columns)
    {
        Name = name;
        Rows = rows;
        _columns = columns;
    }

    /// <summary>The table's name: <c>host_samples</c>.</summary>
    public string Name { get; }

    /// <summary>The number of rows read.</summary>
    public int Rows { get; }

    /// <summary>The names of the columns read, in the file's order.</summary>
    public IReadOnlyList<string> Columns => [.. _columns.Keys];

    /// <summary>Whether all of these columns were read.</summary>
    public bool Has(params ReadOnlySpan<string> columns)
    {
        foreach (string column in columns)
        {
            if (!_columns.ContainsKey(column))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The cells of a text column.</summary>
    /// <exception cref="InputException">The table has no such column, or it holds numbers.</exception>
    public string[] Text(string column) =>
        Column(column) as string[] ?? throw Fault($"column '{column}' holds numbers; text is expected");

    /// <summary>The cells of an integer or real column; an empty cell is NaN. Integers are exact up to 2^53.</summary>
    /// <exception cref="InputException">The table has no such column, or it holds text.</exception>
    public double[] Real(string column) =>
        Column(column) as double[] ?? throw Fault($"column '{column}' holds text; numbers are expected");

    /// <summary>Whether a column holds numbers.</summary>
    public bool IsReal(string column) => Column(column) is double[];

    private Array Column(string column) =>
        _columns.TryGetValue(column, out Array? cells) ? cells : throw Fault($"no column '{column}'; it has {string.Join(", ", _columns.Keys)}");

    private InputException Fault(string message) => new(new InputError(Name + ".csv", 1, 0, message));
}
