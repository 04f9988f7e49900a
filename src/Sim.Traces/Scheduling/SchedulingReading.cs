using System;
using System.Globalization;
using System.IO;
using Sim.Kernel;
using Sim.Traces.Input;

namespace Sim.Traces.Scheduling;

/// <summary>One scheduling trace being read: where it comes from, what is known so far, and the faults on the way.</summary>
public sealed class SchedulingReading
{
    private const int MostCpus = 1 << 16;
    private const long LatestNs = 1L << 62;

    private readonly SchedulingTraceOptions _options;
    private readonly ScheduleBuilder _schedule = new();
    private readonly EventWindow _window = new();
    private readonly TraceInput _input;
    private TraceEntry? _entry;
    private long _bytes;

    /// <summary>Begins to read.</summary>
    internal SchedulingReading(TraceInput input, SchedulingTraceOptions options)
    {
        (_input, _options) = (input, options);
        Faults = new FaultList(options.Lenient);
    }

    /// <summary>Takes the faults.</summary>
    public FaultList Faults { get; }

    /// <summary>Event rows read, those of other kinds included.</summary>
    public long Rows { get; private set; }

    /// <summary>Opens the trace's one file and hands it over; damage is a fault of it, and so is a second file.</summary>
    public void ReadFile(Action<Stream> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        foreach (TraceEntry entry in _input.Entries())
        {
            if (_entry is not null)
            {
                Faults.Add(entry.Display, 0, 0, "a second file", "a scheduling trace of one file");
                return;
            }

            _entry = entry;
            try
            {
                using Stream stream = new MeteredStream(entry.Open(), Read);
                read(stream);
            }
            catch (Exception failure) when (Damaged.IsDamage(failure))
            {
                Faults.Add(Damaged.Fault(entry.Display, 0, failure));
            }
        }
    }

    /// <summary>Reads the trace's one file line by line.</summary>
    public void ReadLines(Action<TraceRows> onLine)
    {
        ArgumentNullException.ThrowIfNull(onLine);
        ReadFile(stream =>
        {
            // Lines are not cut: no event holds this character.
            using TraceRows rows = new(stream, '\x01', _ => { });
            while (rows.Next())
            {
                onLine(rows);
            }
        });
    }

    /// <summary>Tells a thread's name and priority; null where the event does not tell it.</summary>
    public void Name(int tid, ReadOnlySpan<byte> comm, int? priority) => _schedule.Name(tid, comm, priority);

    /// <summary>Adds an event. Time and CPU out of range are faults of the line.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="column">Where a fault of it points to, from 1.</param>
    public void Add(in SchedulingEvent happened, long line, int column)
    {
        if (happened.Cpu is < 0 or >= MostCpus)
        {
            Fault(line, column, string.Create(CultureInfo.InvariantCulture, $"CPU {happened.Cpu}"), string.Create(CultureInfo.InvariantCulture, $"0 to {MostCpus - 1}"));
        }
        else if (happened.TimeNs is < 0 or > LatestNs)
        {
            Fault(line, column, string.Create(CultureInfo.InvariantCulture, $"a time of {happened.TimeNs} ns"), "a time from 0 to 146 years");
        }
        else if (!_window.Takes(happened.TimeNs))
        {
            Fault(line, column, "a time before that of over 1024 earlier rows", "rows in order of time; sort the file");
        }
        else
        {
            Rows++;
            if (_window.Push(happened, out SchedulingEvent earliest))
            {
                _schedule.Apply(earliest);
            }
        }
    }

    /// <summary>Counts an event of another kind.</summary>
    public void PassOver()
    {
        Rows++;
        _schedule.OtherEvents++;
    }

    /// <summary>Counts events that the recorder lost.</summary>
    public void Lost(long events) => _schedule.LostEvents += events;

    /// <summary>Reports a fault of a line.</summary>
    public void Fault(long line, int column, string found, string expected) =>
        Faults.Add(_entry?.Display ?? _input.Path, line, column, found, expected);

    /// <summary>Completes the trace, or throws the faults.</summary>
    /// <exception cref="InputException">There are faults, or no switch was found.</exception>
    internal SchedulingTrace Complete(string format)
    {
        while (_window.Drain(out SchedulingEvent earliest))
        {
            _schedule.Apply(earliest);
        }

        Faults.ThrowIfAny();
        if (_schedule.Switches == 0)
        {
            Faults.ThrowWith(new InputError(_input.Path, 0, 0, $"found no sched_switch event; expected a scheduling trace of format {format}"));
        }

        ReadReport report = new() { Format = format, Files = 1, Rows = Rows, Skipped = Faults.Count, FirstFaults = Faults.First };
        return _schedule.Build(report, InputFiles.Of(_input));
    }

    private void Read(int bytes)
    {
        _options.Cancellation.ThrowIfCancellationRequested();
        _bytes += bytes;
        _options.Progress?.Invoke(_bytes);
    }
}
