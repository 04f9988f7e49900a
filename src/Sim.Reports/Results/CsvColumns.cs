using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using CsvHelper;
using Sim.Kernel;
using Sim.Kernel.Results;

namespace Sim.Reports.Results;

/// <summary>Gathers the rows of a CSV file into columns.</summary>
internal sealed class CsvColumns
{
    /// <summary>Exactly what <see cref="CsvRowWriter"/> writes; anything else is a damaged file.</summary>
    public static readonly CsvReaderOptions Options = CsvReaderOptions.Default with
    {
        Separator = ',',
        DetectSeparatorHint = false,
        MalformedData = CsvMalformedDataHandling.Throw,
        TrackLineNumbers = true,
        PoolStrings = true,
    };

    // A file with more wrong rows than this is wrong throughout; naming them all would hide that.
    private const int MaxErrors = 20;

    private readonly CsvReader _csv;
    private readonly string _path;
    private readonly List<Gatherer> _gatherers = [];
    private readonly List<InputError> _errors = [];

    public CsvColumns(CsvReader csv, string path, TableSchema? schema, string[] wanted)
    {
        _csv = csv;
        _path = path;
        for (int i = 0; i < csv.Headers.Count; i++)
        {
            string name = csv.Headers[i];
            if (wanted.Length == 0 || wanted.Contains(name, StringComparer.Ordinal))
            {
                _gatherers.Add(new Gatherer(name, i, TypeOf(schema, name)));
            }
        }
    }

    /// <summary>The number of records after the header.</summary>
    public static long Count(CsvReader csv)
    {
        long rows = 0;
        while (csv.Read())
        {
            rows++;
        }

        return rows;
    }

    /// <summary>Reads all rows, or those whose key is wanted.</summary>
    public ResultTable Read(string table, string? key, IReadOnlySet<string>? wanted)
    {
        int keyIndex = key is null ? -1 : IndexOf(key);
        int rows = 0;
        while (_errors.Count < MaxErrors && _csv.Read())
        {
            if (IsWhole() && (wanted is null || wanted.Contains(_csv.GetString(keyIndex))))
            {
                _gatherers.ForEach(Gather);
                rows++;
            }
        }

        return _errors.Count > 0
            ? throw new InputException(_errors)
            : new ResultTable(table, rows, Columns());
    }

    private static ColumnType? TypeOf(TableSchema? schema, string column) =>
        schema?.Columns.FirstOrDefault(c => string.Equals(c.Name, column, StringComparison.Ordinal))?.Type;

    private OrderedDictionary<string, Array> Columns()
    {
        OrderedDictionary<string, Array> columns = new(StringComparer.Ordinal);
        foreach (Gatherer gatherer in _gatherers)
        {
            columns.TryAdd(gatherer.Name, gatherer.ToArray());
        }

        return columns;
    }

    private int IndexOf(string key)
    {
        Gatherer? gatherer = _gatherers.Find(g => string.Equals(g.Name, key, StringComparison.Ordinal));
        return gatherer?.Index ?? throw new InputException(new InputError(_path, 1, 0, $"no column '{key}'"));
    }

    private bool IsWhole()
    {
        if (_csv.FieldCount == _csv.Headers.Count)
        {
            return true;
        }

        Fault(0, string.Create(CultureInfo.InvariantCulture, $"{_csv.FieldCount} cells found; the header has {_csv.Headers.Count}"));
        return false;
    }

    private void Gather(Gatherer gatherer)
    {
        if (!gatherer.Add(_csv))
        {
            Fault(gatherer.Index + 1, $"{gatherer.Name}: '{_csv.GetString(gatherer.Index)}' found; a number is expected");
        }
    }

    private void Fault(int column, string message) => _errors.Add(new InputError(_path, _csv.LineNumber, column, message));

    /// <summary>
    /// One column as it grows. A column that the manifest does not name holds numbers as long as all its cells do: a table
    /// that something else added to the folder is still shown.
    /// </summary>
    private sealed class Gatherer(string name, int index, ColumnType? type)
    {
        private readonly List<string>? _text = type is ColumnType.Text or null ? [] : null;
        private readonly List<double>? _numbers = type is ColumnType.Text ? null : [];
        private bool _isText = type is ColumnType.Text;

        public string Name => name;

        public int Index => index;

        public bool Add(CsvReader csv)
        {
            _text?.Add(csv.GetString(index));
            if (_isText)
            {
                return true;
            }

            bool parsed = TryParse(csv.GetSpan(index), out double value);
            _numbers!.Add(value);
            _isText = !parsed && _text is not null;
            return parsed || _isText;
        }

        public Array ToArray() => _isText ? _text!.ToArray() : _numbers!.ToArray();

        private static bool TryParse(ReadOnlySpan<byte> cell, out double value)
        {
            value = double.NaN;
            return cell.IsEmpty || (Utf8Parser.TryParse(cell, out value, out int used) && used == cell.Length);
        }
    }
}
