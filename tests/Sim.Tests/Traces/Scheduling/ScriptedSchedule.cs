using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Sim.Traces.Scheduling;

namespace Sim.Tests.Traces.Scheduling;

/// <summary>A schedule made up at random, with what each task asked for known, and its text in every format.</summary>
internal sealed class ScriptedSchedule
{
    private const int Idle = 0;

    // Fifteen bytes at most, as in Linux.
    private static readonly string[] Comms =
    [
        "", "CPU 0/KVM", "CPU 11/KVM", "kworker/u8:1-ev", "a ==> b", "x:3 [120] S", "[cpuhp/0]", "sh -c \"a, b\"", "comm=1 pid=2", "prev_comm=a",
        "12.5:", "-", "a prev_pid=4", "swapper",
    ];

    private readonly Random _random;
    private readonly int[] _current;
    private readonly char[] _phase = new char[Comms.Length];
    private readonly long[] _since = new long[Comms.Length];
    private readonly long[] _run = new long[Comms.Length];
    private readonly List<(SchedulingEvent Event, string State)> _events = [];
    private readonly List<TaskCycle>[] _cycles = [.. Comms.Select(_ => new List<TaskCycle>())];
    private readonly long _now = 5_000_000_000_000;

    /// <summary>Makes one up.</summary>
    public ScriptedSchedule(int seed, int cpus, int events)
    {
        _random = new Random(seed);
        _current = new int[cpus];
        Array.Fill(_phase, '-');
        while (_events.Count < events)
        {
            _now += 1000 * _random.Next(1, 5000);
            Step();
        }
    }

    public int Switches => _events.Count(e => e.Event.Kind == SchedulingEventKind.Switch);

    public int Wakeups => _events.Count(e => e.Event.Kind is SchedulingEventKind.Wakeup or SchedulingEventKind.WakeupNew);

    /// <summary>The cycles of each task that was ever woken, by thread id; the others have none.</summary>
    public IEnumerable<(int Tid, string Comm, TaskCycle[] Cycles)> Tasks =>
        Enumerable.Range(1, Comms.Length - 1).Where(tid => _phase[tid] != '-').Select(tid => (Tid(tid), Comms[tid], _cycles[tid].ToArray()));

    public string Perf() => Text(e => string.Create(CultureInfo.InvariantCulture, $"{Name(Current(e)),16} {Current(e),7} [{e.Event.Cpu:000}] {Seconds(e.Event.TimeNs)}: {"sched:" + Word(e.Event.Kind),22}: {Keys(e)}"), "\n");

    public string Ftrace() => "# tracer: nop\n#\n" + Text(
        e => string.Create(CultureInfo.InvariantCulture, $"{Name(Current(e)),16}-{Current(e),-7} [{e.Event.Cpu:000}] d..2. {Seconds(e.Event.TimeNs)}: {Word(e.Event.Kind)}: {Keys(e)}"), "\n");

    public string TraceCmd() => "version = 6\r\ncpus=4\r\n" + Text(
        e => string.Create(CultureInfo.InvariantCulture, $"{Name(Current(e)),16}-{Current(e),-5} [{e.Event.Cpu:000}] {Seconds(e.Event.TimeNs)}: {Word(e.Event.Kind) + ":",-20} {Short(e)}"), "\r\n");

    public string Csv(int priorityOffset) =>
        "t_ns,cpu,event,prev_comm,prev_tid,prev_prio,prev_state,next_comm,next_tid,next_prio,comm,tid,target_cpu\n"
        + Text(e => Row(e, 120 - priorityOffset), "\n");

    private static int Tid(int task) => task == Idle ? 0 : 4000 + task;

    private static string Name(int tid) => tid == 0 ? "swapper/0" : Comms[tid - 4000];

    private static string Word(SchedulingEventKind kind) => kind switch
    {
        SchedulingEventKind.Switch => "sched_switch",
        SchedulingEventKind.Wakeup => "sched_wakeup",
        SchedulingEventKind.WakeupNew => "sched_wakeup_new",
        _ => "sched_waking",
    };

    private static string Seconds(long ns) => string.Create(CultureInfo.InvariantCulture, $"{ns / 1_000_000_000}.{ns / 1000 % 1_000_000:000000}");

    private static string Keys((SchedulingEvent Event, string State) e) => e.Event.Kind == SchedulingEventKind.Switch
        ? string.Create(CultureInfo.InvariantCulture, $"prev_comm={Name(e.Event.Tid)} prev_pid={e.Event.Tid} prev_prio=120 prev_state={e.State} ==> next_comm={Name(e.Event.NextTid)} next_pid={e.Event.NextTid} next_prio=120")
        : string.Create(CultureInfo.InvariantCulture, $"comm={Name(e.Event.Tid)} pid={e.Event.Tid} prio=120 target_cpu={e.Event.Cpu:000}");

    private static string Short((SchedulingEvent Event, string State) e) => e.Event.Kind == SchedulingEventKind.Switch
        ? string.Create(CultureInfo.InvariantCulture, $"{Name(e.Event.Tid)}:{e.Event.Tid} [120] {e.State} ==> {Name(e.Event.NextTid)}:{e.Event.NextTid} [120]")
        : string.Create(CultureInfo.InvariantCulture, $"{Name(e.Event.Tid)}:{e.Event.Tid} [120] success=1 CPU:{e.Event.Cpu:000}");

    private static string Row((SchedulingEvent Event, string State) e, int priority)
    {
        int state = e.State switch { "R" => 0, "R+" => 256, "S" => 1, "D" => 2, _ => 64 };
        return e.Event.Kind == SchedulingEventKind.Switch
            ? string.Create(CultureInfo.InvariantCulture, $"{e.Event.TimeNs},{e.Event.Cpu},sched_switch,{Quoted(e.Event.Tid)},{e.Event.Tid},{priority},{state},{Quoted(e.Event.NextTid)},{e.Event.NextTid},{priority},,,")
            : string.Create(CultureInfo.InvariantCulture, $"{e.Event.TimeNs},{e.Event.Cpu},{Word(e.Event.Kind)},,,,,,,,{Quoted(e.Event.Tid)},{e.Event.Tid},{e.Event.Cpu}");
    }

    private static string Quoted(int tid) => Name(tid) is var name && name.AsSpan().ContainsAny(',', '"') ? $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : name;

    private int Current((SchedulingEvent Event, string State) e) => e.Event.Kind == SchedulingEventKind.Switch ? e.Event.Tid : Tid(_current[e.Event.Cpu]);

    private string Text(Func<(SchedulingEvent Event, string State), string> line, string end)
    {
        StringBuilder text = new();
        foreach ((SchedulingEvent Event, string State) e in _events)
        {
            text.Append(line(e)).Append(end);
        }

        return text.ToString();
    }

    private void Step()
    {
        int task = _random.Next(1, Comms.Length);
        int cpu = _random.Next(_current.Length);
        if (_random.Next(2) == 0)
        {
            Wake(task, cpu);
        }
        else
        {
            Switch(cpu);
        }
    }

    private void Wake(int task, int cpu)
    {
        if (_phase[task] is 'r' or 'R')
        {
            return;
        }

        bool isNew = _phase[task] is '-' or 'X';
        if (!isNew)
        {
            _cycles[task].Add(new TaskCycle(_run[task], _now - _since[task]));
        }

        (_phase[task], _run[task]) = ('r', 0);
        SchedulingEventKind kind = isNew ? SchedulingEventKind.WakeupNew : SchedulingEventKind.Wakeup;
        _events.Add((new SchedulingEvent(kind, _now, cpu, Tid(task), 0, LeavingState.Preempted), ""));
    }

    private void Switch(int cpu)
    {
        int[] ready = [.. Enumerable.Range(1, Comms.Length - 1).Where(task => _phase[task] == 'r')];
        int previous = _current[cpu];
        int next = ready.Length > 0 && _random.Next(4) > 0 ? ready[_random.Next(ready.Length)] : Idle;
        if (next == previous)
        {
            return;
        }

        string state = previous == Idle ? "R" : Leave(previous);
        _events.Add((new SchedulingEvent(SchedulingEventKind.Switch, _now, cpu, Tid(previous), Tid(next), LeavingState.Preempted), state));
        (_current[cpu], _phase[next], _since[next]) = (next, 'R', _now);
    }

    private string Leave(int task)
    {
        string state = _random.Next(20) == 0 ? "X" : new[] { "R", "R+", "S", "D" }[_random.Next(4)];
        _run[task] += _now - _since[task];
        (_phase[task], _since[task]) = (state[0] is 'R' ? 'r' : state[0], _now);
        return state;
    }
}
