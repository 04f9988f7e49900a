using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Quantities;
using Sim.Kernel.Results;

namespace Sim.Traces.Scheduling;

/// <summary>Makes a trace of events that come in order of time.</summary>
internal sealed class ScheduleBuilder
{
    private const int Idle = 0;
    private const int RealTimePriorities = 100;

    private readonly Dictionary<int, TaskTrack> _byTid = []; // lookup only: the list below has the order
    private readonly List<TaskTrack> _tasks = [];
    private readonly SortedDictionary<int, CpuTrack> _cpus = [];
    private int _largestPriority = int.MinValue;
    private long _firstNs = -1;
    private long _lastNs;
    private long _wakeups;
    private long _wakings;

    /// <summary>Switches so far.</summary>
    public long Switches { get; private set; }

    /// <summary>Events that the recorder says it lost.</summary>
    public long LostEvents { get; set; }

    /// <summary>Events of other kinds.</summary>
    public long OtherEvents { get; set; }

    /// <summary>Takes a thread's name and priority.</summary>
    public void Name(int tid, ReadOnlySpan<byte> comm, int? priority)
    {
        _largestPriority = Math.Max(_largestPriority, priority ?? int.MinValue);
        if (tid != Idle)
        {
            Task(tid).Name(comm, priority);
        }
    }

    /// <summary>Takes an event.</summary>
    public void Apply(in SchedulingEvent happened)
    {
        switch (happened.Kind)
        {
            case SchedulingEventKind.Switch:
                Switch(happened);
                break;
            case SchedulingEventKind.Waking:
                _wakings++;
                TaskOf(happened.Tid)?.BeginWake(happened.TimeNs);
                break;
            case SchedulingEventKind.Wakeup or SchedulingEventKind.WakeupNew:
                _wakeups++;
                TaskOf(happened.Tid)?.Wake(happened.TimeNs);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened.Kind, "no such event");
        }
    }

    /// <summary>The trace, once all events are in.</summary>
    public SchedulingTrace Build(ReadReport report, InputFile input)
    {
        Duration span = new(_lastNs - _firstNs);
        // LTTng counts priorities from the first that is not real time; the idle task's is 120 in the kernel's count.
        int offset = _largestPriority < RealTimePriorities ? RealTimePriorities : 0;
        double capacity = (double)span.Nanoseconds * _cpus.Count;
        return new SchedulingTrace
        {
            OriginNs = _firstNs,
            Span = span,
            Cpus = [.. _cpus.Values.Select(cpu => Build(cpu, span))],
            Tasks = [.. _tasks.Select(task => task.Build(_firstNs, _lastNs, offset))],
            Switches = Switches,
            Wakeups = _wakeups,
            Wakings = _wakings,
            ChainBreaks = _cpus.Values.Sum(cpu => cpu.ChainBreaks),
            LostEvents = LostEvents,
            OtherEvents = OtherEvents,
            BusyShare = capacity > 0 ? _cpus.Values.Sum(cpu => cpu.BusyNs) / capacity : 0,
            Report = report,
            Input = input,
        };
    }

    private static SchedulingCpu Build(CpuTrack cpu, Duration span) => new(
        cpu.Id,
        cpu.Switches,
        cpu.ChainBreaks,
        new Duration(cpu.BusyNs),
        span > Duration.Zero ? (double)cpu.BusyNs / span.Nanoseconds : 0);

    private void Switch(in SchedulingEvent happened)
    {
        if (!_cpus.TryGetValue(happened.Cpu, out CpuTrack? cpu))
        {
            cpu = new CpuTrack(happened.Cpu);
            _cpus.Add(happened.Cpu, cpu);
        }

        if (cpu.Current >= 0 && cpu.Current != happened.Tid)
        {
            cpu.ChainBreaks++;
            TaskOf(cpu.Current)?.Lose();
            TaskOf(happened.Tid)?.Lose();
        }
        else
        {
            cpu.BusyNs += cpu.Current > Idle ? happened.TimeNs - cpu.SinceNs : 0;
        }

        TaskOf(happened.Tid)?.Stop(happened.TimeNs, happened.Leaving);
        TaskOf(happened.NextTid)?.Start(happened.TimeNs);
        (cpu.Current, cpu.SinceNs) = (happened.NextTid, happened.TimeNs);
        cpu.Switches++;
        Switches++;
        _firstNs = _firstNs < 0 ? happened.TimeNs : _firstNs;
        _lastNs = happened.TimeNs;
    }

    private TaskTrack? TaskOf(int tid) => tid == Idle ? null : Task(tid);

    private TaskTrack Task(int tid)
    {
        if (!_byTid.TryGetValue(tid, out TaskTrack? task))
        {
            task = new TaskTrack(tid);
            _byTid.Add(tid, task);
            _tasks.Add(task);
        }

        return task;
    }
}
