using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using Sim.Kernel;
using Sim.Traces.Input;

namespace Sim.Traces.Formats;

/// <summary>Reads the files of a <c>csv</c> trace.</summary>
internal sealed class CsvFile(TraceReading reading, CsvMapping mapping)
{
    private readonly CsvTimes _times = new(mapping);
    private readonly List<VmSize> _sizes = [];
    private InterleavedSamples? _samples;
    private Counter[] _counters = [];
    private double[] _values = [];
    private TraceEntry _entry = null!;
    private CsvColumns _columns = null!;
    private int _fileVm;

    /// <summary>Reads all files.</summary>
    public void ReadAll()
    {
        foreach (TraceEntry entry in reading.Input.Entries())
        {
            _entry = entry;
            _samples?.NextFile();
            reading.ReadFile(entry, ReadStream);
        }

        _samples?.Drain();
        reading.Duplicates += _samples?.Duplicates ?? 0;
        for (int vm = 0; vm < _sizes.Count; vm++)
        {
            reading.Builder.SetSize(vm, _sizes[vm]);
        }
    }

    private long ReadStream(Stream stream)
    {
        using MeteredStream metered = new(stream, reading.Read);
        using CsvReader rows = CsvReader.Create(metered, Options(metered.PeekLine()));
        long before = reading.Rows;
        bool any = ReadRows(rows);
        reading.EmptyFiles += any && reading.Rows == before ? 1 : 0;
        return any ? 1 : 0;
    }

    private CsvReaderOptions Options(ReadOnlySpan<byte> firstLine) => new()
    {
        Separator = mapping.Delimiter is { Length: 1 } delimiter ? delimiter[0] : MostFrequent(firstLine),
        HasHeader = false,
        TrimWhitespace = true,
        TrackLineNumbers = true,
    };

    private static char MostFrequent(ReadOnlySpan<byte> line)
    {
        (char Delimiter, int Count) most = (',', 0);
        foreach (char delimiter in ",;\t|")
        {
            int count = line.Count((byte)delimiter);
            most = count > most.Count ? (delimiter, count) : most;
        }

        return most.Delimiter;
    }

    /// <summary>Reads a file's rows; false where there is not even a header.</summary>
    private bool ReadRows(CsvReader rows)
    {
        if (!rows.Read())
        {
            return false;
        }

        if (!Begin(rows))
        {
            return true;
        }

        if (!mapping.Header)
        {
            ReadRow(rows);
        }

        while (rows.Read())
        {
            ReadRow(rows);
        }

        return true;
    }

    /// <summary>Understands the first row of a file.</summary>
    private bool Begin(CsvReader rows)
    {
        string[] header = [.. Enumerable.Range(0, rows.FieldCount).Select(rows.GetString)];
        _columns = new CsvColumns(header, mapping, reading.Wanted(CounterText.All, CounterText.All));
        foreach (string fault in _columns.Faults)
        {
            reading.Faults.Add(new InputError(_entry.Display, 1, 1, fault));
        }

        Counter[] counters = [.. _columns.Values.Select(value => value.Counter)];
        if (_columns.Faults.Count == 0 && _samples is not null && !counters.SequenceEqual(_counters))
        {
            reading.Faults.Add(_entry.Display, 1, 1, "other columns than in the files before", "the same columns in all files");
            return false;
        }

        (_counters, _values) = (counters, new double[counters.Length]);
        _samples ??= new InterleavedSamples(reading.Builder, counters);
        _fileVm = _columns.Faults.Count == 0 && _columns.Vm < 0 ? reading.AddFileVm(_entry) : -1;
        return _columns.Faults.Count == 0;
    }

    private void ReadRow(CsvReader rows)
    {
        if (rows.FieldCount != _columns.Count)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"{rows.FieldCount} columns");
            string expected = string.Create(CultureInfo.InvariantCulture, $"{_columns.Count} columns (is the line cut off?)");
            reading.Faults.Add(_entry.Display, rows.LineNumber, 1, found, expected);
        }
        else if (!_times.TryRead(rows.GetString(_columns.Time), out long time))
        {
            Fault(rows, _columns.Time, _times.Expected);
        }
        else if (ReadValues(rows) && Vm(rows) is var vm and >= 0)
        {
            Keep(rows, vm, time);
        }
    }

    private bool ReadValues(CsvReader rows)
    {
        for (int i = 0; i < _values.Length; i++)
        {
            (Counter counter, int column) = _columns.Values[i];
            if (!Number(rows, column, out double value))
            {
                return false;
            }

            if (counter == Counter.Cpu && mapping.CpuUnit != CpuUnit.Percent && !Percent(rows, ref value))
            {
                return false;
            }

            _values[i] = value;
        }

        return true;
    }

    private bool Percent(CsvReader rows, ref double value)
    {
        double whole = 1;
        if (mapping.CpuUnit == CpuUnit.Mhz && !Number(rows, _columns.Capacity, out whole))
        {
            return false;
        }

        value = whole == 0 ? double.NaN : value * 100 / whole;
        return true;
    }

    /// <summary>Reads a cell; an empty one is NaN.</summary>
    private bool Number(CsvReader rows, int column, out double value)
    {
        string text = rows.GetString(column);
        value = double.NaN;
        if (text.Length == 0)
        {
            return true;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value) && value >= 0)
        {
            return true;
        }

        Fault(rows, column, "a number of 0 or more, or nothing");
        return false;
    }

    /// <summary>The row's VM, or -1 after a fault.</summary>
    private int Vm(CsvReader rows)
    {
        if (_columns.Vm < 0)
        {
            return _fileVm;
        }

        string name = rows.GetString(_columns.Vm);
        if (name.Length == 0)
        {
            Fault(rows, _columns.Vm, "a VM's name");
            return -1;
        }

        return reading.Builder.FindOrAddVm(System.Text.Encoding.UTF8.GetBytes(name), out _);
    }

    private void Keep(CsvReader rows, int vm, long time)
    {
        if (!_samples!.Append(vm, time, _values))
        {
            Fault(rows, _columns.Time, "times that rise from row to row of a VM");
            return;
        }

        reading.Rows++;
        reading.TimesAreUnix |= _times.IsUnix(time);
        NoteSize(vm);
    }

    /// <summary>The largest size that a VM had is its size.</summary>
    private void NoteSize(int vm)
    {
        while (_sizes.Count <= vm)
        {
            _sizes.Add(VmSize.Unknown);
        }

        VmSize size = _sizes[vm];
        int cores = Math.Max(size.VCpus, Whole(Value(Counter.Cores)));
        double capacity = Value(Counter.CpuCapacity);
        _sizes[vm] = new VmSize(
            cores,
            cores > 0 && capacity > 0 ? MaxNumber(size.SpeedMhz, capacity / cores) : size.SpeedMhz,
            MaxNumber(size.MemoryMib, Value(Counter.MemorySize)));
    }

    private static double MaxNumber(double left, double right) => double.IsNaN(left) || right > left ? right : left;

    private static int Whole(double value) => value is >= 0 and <= int.MaxValue ? (int)value : 0;

    private double Value(Counter counter)
    {
        int index = Array.IndexOf(_counters, counter);
        return index < 0 ? double.NaN : _values[index];
    }

    private void Fault(CsvReader rows, int column, string expected) => reading.Faults.Add(
        _entry.Display,
        rows.LineNumber,
        ColumnOf(rows, column),
        rows.IsEmpty(column) ? "an empty cell" : FaultList.Quote(rows.GetSpan(column)),
        expected);

    /// <summary>The column, from 1, at which a cell begins.</summary>
    private static int ColumnOf(CsvReader rows, int cell)
    {
        int column = 1;
        for (int i = 0; i < cell; i++)
        {
            column += rows.GetRawSpan(i).Length + 1;
        }

        return column;
    }
}
