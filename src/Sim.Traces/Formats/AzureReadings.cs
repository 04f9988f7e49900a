using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Sim.Kernel.Quantities;
using Sim.Traces.Input;

namespace Sim.Traces.Formats;

/// <summary>Reads Azure's CPU readings: <c>time,vm,min,max,avg</c>, sorted by time, millions of VMs interleaved.</summary>
/// <remarks>
/// The hot loop of reading Azure traces. Measured against CsvHelper in the benchmark <c>ingest-azure</c>; it is some ten
/// times as fast because no strings are made, and keeps values as whole millionths, which are exact.
/// </remarks>
public sealed class AzureReadings
{
    private const int BufferBytes = 1 << 20;
    private const byte Comma = (byte)',';
    private const int Columns = 5;
    private const int MostDecimals = 6;

    private static readonly Counter[] All = [Counter.CpuMin, Counter.CpuMax, Counter.Cpu];
    private static readonly Counter[] ByDefault = [Counter.Cpu];
    private static readonly uint[] Scale = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    private readonly TraceReading _reading;
    private readonly InterleavedSamples _samples;
    private readonly int[] _positions;
    private readonly FieldRow _fields = new(Comma);

    /// <summary>Starts to read.</summary>
    /// <param name="reading">Gets VMs, samples and faults. VMs may be known already, from a <c>vmtable</c>.</param>
    public AzureReadings(TraceReading reading)
    {
        ArgumentNullException.ThrowIfNull(reading);
        _reading = reading;
        IReadOnlyList<Counter> wanted = reading.Wanted(All, ByDefault);
        _positions = [.. wanted.Select(counter => Array.IndexOf(All, counter))];
        _samples = new InterleavedSamples(reading.Builder, wanted);
    }

    /// <summary>Reads one uncompressed readings file by itself and counts its rows: what <c>ingest-azure</c> measures.</summary>
    /// <returns>Rows, distinct VMs and the workload.</returns>
    /// <exception cref="Sim.Kernel.InputException">The file has faults.</exception>
    public static (long Rows, int Vms, Workload Workload) Ingest(string path)
    {
        TraceReading reading = new(TraceInput.At(path), new TraceOptions { HashInputs = false });
        AzureReadings readings = new(reading);
        foreach (TraceEntry entry in reading.Input.Entries())
        {
            readings.ReadFile(entry);
        }

        readings.Finish();
        return (reading.Rows, reading.Builder.VmCount, reading.Complete("azure-v1"));
    }

    /// <summary>Reads one file.</summary>
    public void ReadFile(TraceEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _samples.NextFile();
        _reading.ReadFile(entry, stream => ReadRows(entry, stream));
    }

    /// <summary>Hands all samples to the builder.</summary>
    public void Finish()
    {
        _samples.Drain();
        _reading.Duplicates += _samples.Duplicates;
    }

    private long ReadRows(TraceEntry entry, Stream stream)
    {
        TextLines lines = new(stream, _reading.Read, BufferBytes);
        long rows = 0;
        Span<uint> millionths = stackalloc uint[All.Length];
        while (lines.Next())
        {
            if (ReadRow(lines.Line, millionths))
            {
                rows++;
            }
            else
            {
                ReadOddRow(entry, lines);
            }
        }

        _reading.Rows += rows;
        return lines.Number;
    }

    /// <summary>Reads a row as it should be; anything else is left to <see cref="ReadOddRow"/>.</summary>
    private bool ReadRow(ReadOnlySpan<byte> line, Span<uint> millionths)
    {
        int at = 0;
        uint seconds = 0;
        for (; at < line.Length && line[at] != Comma; at++)
        {
            uint digit = unchecked((uint)(line[at] - '0'));
            if (digit > 9 || at >= 9)
            {
                return false;
            }

            seconds = (seconds * 10) + digit;
        }

        ReadOnlySpan<byte> rest = at > 0 && at < line.Length ? line[(at + 1)..] : [];
        int idLength = rest.IndexOf(Comma);
        if (idLength <= 0 || !ReadValues(rest[(idLength + 1)..], millionths))
        {
            return false;
        }

        int vm = _reading.Builder.FindOrAddVm(rest[..idLength], out _);
        for (int i = 0; i < _positions.Length; i++)
        {
            millionths[i] = millionths[_positions[i]];
        }

        return _samples.AppendMicro(vm, seconds * Duration.NanosecondsPerSecond, millionths[.._positions.Length]);
    }

    private static bool ReadValues(ReadOnlySpan<byte> text, Span<uint> millionths)
    {
        int at = 0;
        for (int i = 0; i < millionths.Length; i++)
        {
            if (!ReadValue(text, ref at, out millionths[i]) || (at < text.Length) != (i < millionths.Length - 1))
            {
                return false;
            }

            at++;
        }

        return true;
    }

    /// <summary>Reads digits with at most six decimals up to a comma or the end.</summary>
    private static bool ReadValue(ReadOnlySpan<byte> text, ref int at, out uint millionths)
    {
        ulong whole = 0;
        int first = at;
        int point = -1;
        for (; at < text.Length && text[at] != Comma; at++)
        {
            uint digit = unchecked((uint)(text[at] - '0'));
            if (digit <= 9)
            {
                whole = unchecked((whole * 10) + digit);
            }
            else if (text[at] == (byte)'.' && point < 0)
            {
                point = at;
            }
            else
            {
                millionths = 0;
                return false;
            }
        }

        int decimals = point < 0 ? 0 : at - point - 1;
        ulong scaled = decimals <= MostDecimals && at - first <= 11 ? whole * Scale[decimals] : uint.MaxValue;
        millionths = (uint)Math.Min(scaled, uint.MaxValue);
        return scaled < uint.MaxValue && at > first && (point < 0 || at - first > 1);
    }

    /// <summary>A row that the fast way refused: it is odd but sound, or a fault.</summary>
    private void ReadOddRow(TraceEntry entry, TextLines lines)
    {
        ReadOnlySpan<byte> line = lines.Line;
        _fields.Split(line);
        if (_fields.Count != Columns)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"{_fields.Count} columns");
            _reading.Faults.Add(entry.Display, lines.Number, 1, found, "5 columns: time,vm,min,max,avg (is the line cut off?)");
            return;
        }

        if (!DecimalText.TryParse(_fields.Field(line, 0), out long seconds) || seconds is < 0 or > int.MaxValue)
        {
            Fault(entry, lines, 0, "a time in whole seconds, 0 or more");
            return;
        }

        Span<double> values = stackalloc double[All.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!DecimalText.TryParse(_fields.Field(line, i + 2), out values[i]) || values[i] < 0)
            {
                Fault(entry, lines, i + 2, "a percentage of 0 or more");
                return;
            }
        }

        Append(entry, lines, seconds, values);
    }

    private void Append(TraceEntry entry, TextLines lines, long seconds, Span<double> values)
    {
        ReadOnlySpan<byte> id = _fields.Field(lines.Line, 1);
        if (id.IsEmpty)
        {
            Fault(entry, lines, 1, "a VM's id");
            return;
        }

        Span<double> kept = stackalloc double[_positions.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = values[_positions[i]];
        }

        if (_samples.Append(_reading.Builder.FindOrAddVm(id, out _), seconds * Duration.NanosecondsPerSecond, kept))
        {
            _reading.Rows++;
        }
        else
        {
            Fault(entry, lines, 0, "times that rise from row to row of a VM");
        }
    }

    private void Fault(TraceEntry entry, TextLines lines, int column, string expected) => _reading.Faults.Add(
        entry.Display,
        lines.Number,
        _fields.Column(lines.Line, column),
        FaultList.Quote(_fields.Field(lines.Line, column)),
        expected);
}
