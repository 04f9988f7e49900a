using System;
using System.IO;
using CsvHelper;

namespace Sim.Traces.Input;

/// <summary>The rows of a log without quoted delimiters, as bytes: CsvHelper's reader with what faults need besides.</summary>
/// <remarks>
/// Rows end in LF or CR LF; the last may end with the file. A byte-order mark is passed over; an empty line is a row of one
/// empty field. A parser of our own was no faster (see the README) and was dropped.
/// </remarks>
public sealed class TraceRows : IDisposable
{
    private const int BufferBytes = 1 << 18;

    private readonly MeteredStream _stream;
    private readonly CsvReader _rows;

    /// <summary>Starts at the stream's position.</summary>
    /// <param name="stream">Read to its end; disposed with this.</param>
    /// <param name="delimiter">What separates fields: an ASCII character.</param>
    /// <param name="onRead">Told how many bytes each read brought: for progress and cancellation.</param>
    public TraceRows(Stream stream, char delimiter, Action<int> onRead)
    {
        _stream = new MeteredStream(stream, onRead);
        _rows = CsvReader.Create(_stream, new CsvReaderOptions
        {
            Separator = delimiter,
            Mode = CsvMode.NoEscape,
            HasHeader = false,
            SkipEmptyLines = false,
            BufferSize = BufferBytes,
        });
    }

    /// <summary>The line of the current row, from 1: nothing is quoted or skipped, so rows are lines.</summary>
    public long Number => _rows.RowNumber;

    /// <summary>The current row as it stands, without its line end.</summary>
    public ReadOnlySpan<byte> Line => _rows.RawRecord;

    /// <summary>How many fields the current row has.</summary>
    public int Count => _rows.FieldCount;

    /// <summary>Moves to the next row; false at the end.</summary>
    public bool Next() => _rows.Read();

    /// <summary>A field of the current row as it stands.</summary>
    public ReadOnlySpan<byte> Raw(int index) => _rows.GetRawSpan(index);

    /// <summary>A field of the current row without blanks, tabs and quotes around it.</summary>
    public ReadOnlySpan<byte> Field(int index) => _rows.GetRawSpan(index).Trim(" \t\""u8);

    /// <summary>The column, from 1, at which a field begins.</summary>
    public int Column(int index)
    {
        int column = 1;
        for (int i = 0; i < index; i++)
        {
            column += _rows.GetRawSpan(i).Length + 1;
        }

        ReadOnlySpan<byte> raw = _rows.GetRawSpan(index);
        return column + raw.Length - raw.TrimStart(" \t\""u8).Length;
    }

    /// <summary>Closes the stream.</summary>
    public void Dispose()
    {
        _rows.Dispose();
        _stream.Dispose();
    }
}
