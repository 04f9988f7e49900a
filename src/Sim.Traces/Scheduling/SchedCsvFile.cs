using System;
using System.Buffers.Text;
using System.Globalization;
using System.IO;
using System.Linq;
using CsvHelper;
using Sim.Traces.Input;

namespace Sim.Traces.Scheduling;

/// <summary>Reads the file of a <c>sched-csv</c> trace.</summary>
internal sealed class SchedCsvFile(SchedulingReading reading)
{
    /// <summary>The columns that the table must have.</summary>
    public static readonly string[] Required = ["t_ns", "cpu", "event", "prev_tid", "prev_state", "next_tid", "tid"];

    private string[] _header = [];
    private int _time;
    private int _cpu;
    private int _event;
    private (int Comm, int Tid, int Priority) _previous;
    private (int Comm, int Tid, int Priority) _next;
    private (int Comm, int Tid, int Priority) _woken;
    private int _state;

    /// <summary>Reads the trace's one file.</summary>
    public void ReadAll() => reading.ReadFile(ReadStream);

    private void ReadStream(Stream stream)
    {
        using CsvReader rows = CsvReader.Create(stream, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrimWhitespace = false,
            SkipEmptyLines = true,
            TrackLineNumbers = true,
        });
        if (!rows.Read() || !Begin(rows))
        {
            return;
        }

        while (rows.Read())
        {
            if (rows.FieldCount != _header.Length)
            {
                string found = string.Create(CultureInfo.InvariantCulture, $"{rows.FieldCount} columns");
                string expected = string.Create(CultureInfo.InvariantCulture, $"{_header.Length} columns (is the line cut off?)");
                reading.Fault(rows.LineNumber, 1, found, expected);
            }
            else
            {
                Row(rows);
            }
        }
    }

    private bool Begin(CsvReader rows)
    {
        _header = [.. Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetString(i).Trim(' ', '"', '\uFEFF'))];
        string[] missing = [.. Required.Where(name => Column(name) < 0)];
        if (missing.Length > 0)
        {
            reading.Fault(rows.LineNumber, 1, "a header without " + string.Join(", ", missing), "the columns " + string.Join(", ", Required));
            return false;
        }

        (_time, _cpu, _event, _state) = (Column("t_ns"), Column("cpu"), Column("event"), Column("prev_state"));
        _previous = (Column("prev_comm"), Column("prev_tid"), Column("prev_prio"));
        _next = (Column("next_comm"), Column("next_tid"), Column("next_prio"));
        _woken = (Column("comm"), Column("tid"), Column("prio"));
        return true;
    }

    private int Column(string name) => Array.IndexOf(_header, name);

    private void Row(CsvReader rows)
    {
        ReadOnlySpan<byte> name = rows.GetSpan(_event);
        if (name.IsEmpty)
        {
            Fault(rows, _event, "the name of an event");
        }
        else if (!EventNames.TryParse(name, out SchedulingEventKind kind))
        {
            reading.PassOver();
        }
        else if (kind == SchedulingEventKind.Switch)
        {
            Switch(rows);
        }
        else
        {
            Wake(rows, kind);
        }
    }

    private void Switch(CsvReader rows)
    {
        if (!Number(rows, _time, out long time) || !Number(rows, _cpu, out int cpu)
            || !Number(rows, _previous.Tid, out int previous) || !Number(rows, _next.Tid, out int next))
        {
            return;
        }

        if (!LeavingText.TryParse(rows.GetSpan(_state), out LeavingState leaving))
        {
            Fault(rows, _state, "a state of the kernel as number or letters: 0, 1, R+, S");
        }
        else if (Name(rows, _previous, previous) && Name(rows, _next, next))
        {
            reading.Add(
                new SchedulingEvent(SchedulingEventKind.Switch, time, cpu, previous, next, leaving), rows.LineNumber, ColumnOf(rows, _time));
        }
    }

    private void Wake(CsvReader rows, SchedulingEventKind kind)
    {
        if (Number(rows, _time, out long time) && Number(rows, _cpu, out int cpu)
            && Number(rows, _woken.Tid, out int tid) && Name(rows, _woken, tid))
        {
            reading.Add(new SchedulingEvent(kind, time, cpu, tid, 0, LeavingState.Preempted), rows.LineNumber, ColumnOf(rows, _time));
        }
    }

    private bool Name(CsvReader rows, (int Comm, int Tid, int Priority) columns, int tid)
    {
        int? priority = null;
        if (columns.Priority >= 0 && !rows.GetSpan(columns.Priority).IsEmpty)
        {
            if (!Utf8Parser.TryParse(rows.GetSpan(columns.Priority), out int given, out int used) || used != rows.GetSpan(columns.Priority).Length)
            {
                Fault(rows, columns.Priority, "a whole number, or nothing");
                return false;
            }

            priority = given;
        }

        reading.Name(tid, columns.Comm < 0 ? default : rows.GetSpan(columns.Comm), priority);
        return true;
    }

    private bool Number(CsvReader rows, int column, out int value)
    {
        bool fine = Number(rows, column, out long number) && number <= int.MaxValue;
        value = fine ? (int)number : 0;
        return fine || (number > int.MaxValue && Fault(rows, column, "a whole number below 2^31"));
    }

    private bool Number(CsvReader rows, int column, out long value)
    {
        ReadOnlySpan<byte> cell = rows.GetSpan(column);
        return (DecimalText.TryParse(cell, out value) && value >= 0) || Fault(rows, column, "a whole number of 0 or more");
    }

    private bool Fault(CsvReader rows, int column, string expected)
    {
        string found = rows.IsEmpty(column) ? "an empty cell" : FaultList.Quote(rows.GetSpan(column));
        reading.Fault(rows.LineNumber, ColumnOf(rows, column), found, expected);
        return false;
    }

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
