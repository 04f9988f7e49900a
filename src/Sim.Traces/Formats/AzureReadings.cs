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
/// The hot loop of reading Azure traces, measured by the benchmark <c>ingest-azure</c>. CsvHelper finds rows and fields;
/// values go from their digits to whole millionths, which are exact, without being doubles in between.
/// </remarks>
public sealed class AzureReadings
{
    private const int Columns = 5;
    private const int FirstValue = 2;
    private const int MostDecimals = 6;

    // Ten digits and a point: times 10^6 they still fit 64 bits.
    private const int LongestShort = 11;

    private static readonly Counter[] All = [Counter.CpuMin, Counter.CpuMax, Counter.Cpu];
    private static readonly Counter[] ByDefault = [Counter.Cpu];
    private static readonly uint[] Scale = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    private readonly TraceReading _reading;
    private readonly InterleavedSamples _samples;
    private readonly int[] _positions;

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

    private static bool TryMicro(ReadOnlySpan<byte> text, out uint millionths)
    {
        bool short6 = DecimalText.TryParseScaled(text, out ulong whole, out int decimals) && text.Length <= LongestShort && decimals <= MostDecimals;
        ulong scaled = short6 ? whole * Scale[decimals] : uint.MaxValue;
        millionths = (uint)Math.Min(scaled, uint.MaxValue);
        return scaled < uint.MaxValue;
    }

    private long ReadRows(TraceEntry entry, Stream stream)
    {
        using TraceRows rows = new(stream, ',', _reading.Read);
        Span<uint> millionths = stackalloc uint[All.Length];
        long sound = 0;
        long count = 0;
        while (rows.Next())
        {
            count++;
            if (ReadRow(rows, millionths))
            {
                sound++;
            }
            else
            {
                ReadOddRow(entry, rows);
            }
        }

        _reading.Rows += sound;
        return count;
    }

    /// <summary>Reads a row as it should be; anything else is left to <see cref="ReadOddRow"/>.</summary>
    private bool ReadRow(TraceRows rows, Span<uint> millionths)
    {
        if (rows.Count != Columns || rows.Raw(1).IsEmpty
            || !DecimalText.TryParseScaled(rows.Raw(0), out ulong seconds, out int decimals) || decimals != 0 || seconds > int.MaxValue)
        {
            return false;
        }

        for (int i = 0; i < All.Length; i++)
        {
            if (!TryMicro(rows.Raw(i + FirstValue), out millionths[i]))
            {
                return false;
            }
        }

        int vm = _reading.Builder.FindOrAddVm(rows.Raw(1), out _);
        for (int i = 0; i < _positions.Length; i++)
        {
            millionths[i] = millionths[_positions[i]];
        }

        return _samples.AppendMicro(vm, (long)seconds * Duration.NanosecondsPerSecond, millionths[.._positions.Length]);
    }

    /// <summary>A row that the fast way refused: it is odd but sound, or a fault.</summary>
    private void ReadOddRow(TraceEntry entry, TraceRows rows)
    {
        if (rows.Count != Columns)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"{rows.Count} columns");
            _reading.Faults.Add(entry.Display, rows.Number, 1, found, "5 columns: time,vm,min,max,avg (is the line cut off?)");
            return;
        }

        if (!DecimalText.TryParse(rows.Field(0), out long seconds) || seconds is < 0 or > int.MaxValue)
        {
            Fault(entry, rows, 0, "a time in whole seconds, 0 or more");
            return;
        }

        Span<double> values = stackalloc double[All.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (!DecimalText.TryParse(rows.Field(i + FirstValue), out values[i]) || values[i] < 0)
            {
                Fault(entry, rows, i + FirstValue, "a percentage of 0 or more");
                return;
            }
        }

        Append(entry, rows, seconds, values);
    }

    private void Append(TraceEntry entry, TraceRows rows, long seconds, Span<double> values)
    {
        ReadOnlySpan<byte> id = rows.Field(1);
        if (id.IsEmpty)
        {
            Fault(entry, rows, 1, "a VM's id");
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
            Fault(entry, rows, 0, "times that rise from row to row of a VM");
        }
    }

    private void Fault(TraceEntry entry, TraceRows rows, int column, string expected) => _reading.Faults.Add(
        entry.Display, rows.Number, rows.Column(column), FaultList.Quote(rows.Field(column)), expected);
}
