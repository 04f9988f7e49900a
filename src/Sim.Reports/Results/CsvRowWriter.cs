using System;
using System.Globalization;
using System.IO;
using CsvHelper;
using Sim.Kernel.Results;

namespace Sim.Reports.Results;

/// <summary>Writes one table as CSV: RFC 4180 with LF line ends, UTF-8 without a byte order mark.</summary>
internal sealed class CsvRowWriter : IRowWriter
{
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { NewLine = "\n" };

    private readonly ColumnType[] _types;
    private readonly FileStream _file;
    private readonly CsvWriter _csv;
    private int _cell;

    public CsvRowWriter(TableSchema schema, string path)
    {
        Table = schema.Name;
        _types = new ColumnType[schema.Columns.Count];
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        _csv = CsvWriter.Create(_file, Options, leaveOpen: true);
        for (int i = 0; i < _types.Length; i++)
        {
            _types[i] = schema.Columns[i].Type;
            _csv.WriteField(schema.Columns[i].Name);
        }

        _csv.EndRecord();
    }

    /// <summary>The table written here.</summary>
    public string Table { get; }

    /// <summary>Whether the writer has been disposed of.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether the last row was begun and not ended.</summary>
    public bool IsRowOpen => _cell > 0;

    public void Text(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Next(ColumnType.Text);
        _csv.WriteField(value);
    }

    public void Integer(long value)
    {
        Next(ColumnType.Integer);
        _csv.WriteField(value, default, CultureInfo.InvariantCulture);
    }

    public void Real(double value)
    {
        Next(ColumnType.Real);
        Span<byte> cell = stackalloc byte[RealFormat.MaxLength];
        int length = RealFormat.Write(value, cell);
        _csv.WriteField(cell[..length]);
    }

    public void EndRow()
    {
        if (_cell != _types.Length)
        {
            throw Shape($"{Table}: a row has {_cell} cells; the table has {_types.Length} columns");
        }

        _cell = 0;
        _csv.EndRecord();
    }

    public void Dispose()
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        try
        {
            _csv.Dispose();
        }
        finally
        {
            _file.Dispose();
        }
    }

    /// <summary>Closes the file without writing what is still in memory: the folder is about to be deleted.</summary>
    public void Abandon()
    {
        IsClosed = true;
        _file.Dispose();
    }

    private static InvalidOperationException Shape(FormattableString text) => new(FormattableString.Invariant(text));

    private void Next(ColumnType type)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        if (_cell == _types.Length || _types[_cell] != type)
        {
            throw Shape($"{Table}: cell {_cell} is {type}, which its column does not take");
        }

        _cell++;
    }
}
