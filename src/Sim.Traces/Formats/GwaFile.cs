using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Traces.Input;

namespace Sim.Traces.Formats;

/// <summary>Reads one VM's table of the Grid Workloads Archive: Bitbrains and Materna differ only in how they write.</summary>
internal sealed class GwaFile(TraceReading reading, GwaDialect dialect)
{
    private const char Delimiter = ';';

    private static readonly Counter[] NotByDefault = [Counter.CpuUsed];

    private readonly Growing<long> _times = new();
    private readonly Growing<double>[] _values = NewValues();
    private readonly byte[] _number = new byte[64];
    private TraceEntry _entry = null!;
    private GwaColumns? _columns;
    private double _capacity;
    private double _cores;
    private double _memory;

    /// <summary>Reads the files of a trace, each a VM.</summary>
    public void ReadAll()
    {
        reading.TimesAreUnix = true;
        foreach (TraceEntry entry in reading.Input.Entries())
        {
            Begin(entry);
            int vm = reading.AddFileVm(entry);
            reading.ReadRows(entry, Delimiter, ReadLine);
            if (vm >= 0)
            {
                Finish(vm);
            }
        }
    }

    private static Growing<double>[] NewValues()
    {
        Growing<double>[] values = new Growing<double>[CounterText.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = new Growing<double>();
        }

        return values;
    }

    private void Begin(TraceEntry entry)
    {
        _entry = entry;
        _columns = null;
        (_capacity, _cores, _memory) = (0, 0, 0);
        _times.Clear();
        foreach (Growing<double> values in _values)
        {
            values.Clear();
        }
    }

    private void Finish(int vm)
    {
        reading.EmptyFiles += _times.Count == 0 ? 1 : 0;
        foreach ((Counter counter, _, _) in _columns?.Values ?? [])
        {
            reading.Builder.AddSamples(vm, counter, _times.Span, _values[(int)counter].Span);
        }

        if (_cores > 0)
        {
            reading.Builder.SetSize(vm, new VmSize((int)_cores, _capacity / _cores, _memory));
        }
    }

    private void ReadLine(TraceRows rows)
    {
        if (rows.Number == 1)
        {
            ReadHeader(rows);
        }
        else if (_columns is null)
        {
            // Without a header nothing that follows makes sense; its fault has been reported.
        }
        else if (rows.Count != _columns.Count)
        {
            string found = string.Create(CultureInfo.InvariantCulture, $"{rows.Count} columns");
            string expected = string.Create(
                CultureInfo.InvariantCulture, $"{_columns.Count} columns separated by ';' (is the line cut off?)");
            reading.Faults.Add(_entry.Display, rows.Number, 1, found, expected);
        }
        else
        {
            ReadRow(rows, _columns);
        }
    }

    private void ReadHeader(TraceRows rows)
    {
        string[] header = new string[rows.Count];
        for (int i = 0; i < header.Length; i++)
        {
            header[i] = System.Text.Encoding.UTF8.GetString(rows.Field(i));
        }

        IReadOnlyList<Counter> all = [.. GwaColumns.All];
        IReadOnlyList<Counter> wanted = reading.Wanted(all, [.. System.Linq.Enumerable.Except(all, NotByDefault)]);
        _columns = GwaColumns.Of(header, wanted);
        if (_columns is null)
        {
            reading.Faults.Add(
                _entry.Display, 1, 1, FaultList.Quote(rows.Line), $"the header of a {dialect.Name} file: 'Timestamp [ms];CPU cores;...', separated by ';'");
        }
    }

    private void ReadRow(TraceRows rows, GwaColumns columns)
    {
        if (dialect.TimeOf(rows.Field(0)) is not { } time || time < 0)
        {
            Fault(rows, 0, dialect.ExpectedTime);
            return;
        }

        if (_times.Count > 0 && time < _times.Last)
        {
            Fault(rows, 0, "times that rise from row to row");
            return;
        }

        Span<double> row = stackalloc double[CounterText.Count];
        if (Number(rows, columns.Cores, out double cores)
            && Number(rows, columns.Capacity, out double capacity)
            && Number(rows, columns.Memory, out double memory)
            && Values(rows, columns, row))
        {
            Keep(time, row, cores, capacity, memory);
        }
    }

    private bool Values(TraceRows rows, GwaColumns columns, Span<double> row)
    {
        for (int i = 0; i < columns.Values.Count; i++)
        {
            (_, int column, double divisor) = columns.Values[i];
            if (!Number(rows, column, out double value))
            {
                return false;
            }

            row[i] = value / divisor;
        }

        return true;
    }

    private void Keep(long time, Span<double> row, double cores, double capacity, double memory)
    {
        reading.Rows++;
        bool off = cores == 0 && capacity == 0;
        reading.PoweredOff += off ? 1 : 0;
        if (!off && capacity >= _capacity)
        {
            (_capacity, _cores) = (capacity, cores);
        }

        _memory = Math.Max(_memory, memory / 1024);
        bool again = _times.Count > 0 && time == _times.Last;
        reading.Duplicates += again ? 1 : 0;
        if (!again)
        {
            _times.Add(time);
        }

        for (int i = 0; i < _columns!.Values.Count; i++)
        {
            Keep(_values[(int)_columns.Values[i].Counter], off ? double.NaN : row[i], again);
        }
    }

    private static void Keep(Growing<double> values, double value, bool again)
    {
        if (again)
        {
            values.Last = value;
        }
        else
        {
            values.Add(value);
        }
    }

    private bool Number(TraceRows rows, int column, out double value)
    {
        ReadOnlySpan<byte> text = rows.Field(column);
        if (dialect.DecimalSeparator != (byte)'.' && text.Length <= _number.Length)
        {
            text.Replace(_number, dialect.DecimalSeparator, (byte)'.');
            text = _number.AsSpan(0, text.Length);
        }

        if (DecimalText.TryParse(text, out value) && value >= 0)
        {
            return true;
        }

        Fault(rows, column, "a number of 0 or more");
        return false;
    }

    private void Fault(TraceRows rows, int column, string expected) => reading.Faults.Add(
        _entry.Display, rows.Number, rows.Column(column), FaultList.Quote(rows.Field(column)), expected);
}
