using System;
using System.Buffers;
using System.Buffers.Text;
using Sim.Traces.Input;

namespace Sim.Traces.Scheduling;

/// <summary>Reads the lines that perf and ftrace print for scheduling events.</summary>
/// <param name="reading">Takes the events and the faults.</param>
/// <param name="group">What stands before the name of a scheduling event: <c>sched:</c> for perf, nothing for ftrace.</param>
internal sealed class SchedText(SchedulingReading reading, string group)
{
    private const string SwitchExpected =
        "'prev_comm=a prev_pid=1 prev_prio=120 prev_state=S ==> next_comm=b next_pid=2 next_prio=120' or 'a:1 [120] S ==> b:2 [120]'";

    private const string WakeupExpected = "'comm=a pid=1 prio=120 target_cpu=000' or 'a:1 [120] CPU:000'";
    private const string LineExpected = "'task-pid [cpu] seconds.decimals: event: arguments'";

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789abcdef"u8);

    private readonly byte[] _group = System.Text.Encoding.UTF8.GetBytes(group);

    /// <summary>Reads the trace's one file.</summary>
    public void ReadAll() => reading.ReadLines(Line);

    private static bool IsPreamble(ReadOnlySpan<byte> line) =>
        line.TrimStart(" \t"u8).IsEmpty || line[0] == (byte)'#'
        || line.StartsWith("version = "u8) || line.StartsWith("cpus="u8) || line.StartsWith("CPU "u8) || line.StartsWith("trace-cmd: "u8);

    /// <summary>A line of a call chain below an event: blanks, an address, a function.</summary>
    private static bool IsCallChain(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> word = new TextCursor(line, 0).Word();
        return line[0] is (byte)' ' or (byte)'\t' && (word is [(byte)'=', (byte)'>'] || !word.ContainsAnyExcept(Hexadecimal));
    }

    private void Line(TraceRows rows)
    {
        ReadOnlySpan<byte> line = rows.Line;
        if (EventLine.TryParse(line, out EventLine parsed))
        {
            Event(parsed, rows.Number);
        }
        else if (!IsPreamble(line) && !IsCallChain(line) && !IsLoss(line))
        {
            reading.Fault(rows.Number, 1, FaultList.Quote(line), LineExpected);
        }
    }

    private bool IsLoss(ReadOnlySpan<byte> line)
    {
        // CPU:4 [LOST 123 EVENTS]; trace-cmd also prints CPU:4 [EVENTS DROPPED].
        int lost = line.IndexOf("[LOST "u8);
        if (line.StartsWith("CPU:"u8) && lost >= 0 && Utf8Parser.TryParse(line[(lost + 6)..], out long events, out _))
        {
            reading.Lost(events);
            return true;
        }

        bool dropped = line.StartsWith("CPU:"u8) && line.EndsWith("EVENTS DROPPED]"u8);
        reading.Lost(dropped ? 1 : 0);
        return dropped;
    }

    private void Event(EventLine line, long number)
    {
        ReadOnlySpan<byte> name = line.Name.StartsWith(_group) ? line.Name[_group.Length..] : [];
        if (!EventNames.TryParse(name, out SchedulingEventKind kind))
        {
            reading.PassOver();
        }
        else if (kind == SchedulingEventKind.Switch)
        {
            Switch(line, number);
        }
        else
        {
            Wake(line, number, kind);
        }
    }

    private void Switch(EventLine line, long number)
    {
        if (!SwitchText.TryParse(line.Arguments, out SwitchText parsed))
        {
            reading.Fault(number, line.Column, FaultList.Quote(line.Arguments), SwitchExpected);
            return;
        }

        reading.Name(parsed.Previous.Tid, parsed.Previous.Comm, parsed.Previous.Priority);
        reading.Name(parsed.Next.Tid, parsed.Next.Comm, parsed.Next.Priority);
        reading.Add(
            new SchedulingEvent(SchedulingEventKind.Switch, line.TimeNs, line.Cpu, parsed.Previous.Tid, parsed.Next.Tid, parsed.Leaving),
            number,
            1);
    }

    private void Wake(EventLine line, long number, SchedulingEventKind kind)
    {
        ReadOnlySpan<byte> text = line.Arguments;
        // What follows the priority differs between versions of kernel and tools, and is not needed.
        int key = text.LastIndexOf(" prio="u8);
        int keyEnd = key < 0 ? -1 : text[(key + 1)..].IndexOf((byte)' ');
        int bracket = text.LastIndexOf((byte)']');
        bool parsed =
            TaskText.TryParseKeys(keyEnd < 0 ? text : text[..(key + 1 + keyEnd)], "comm="u8, " pid="u8, " prio="u8, out TaskText task)
            || TaskText.TryParseShort(text[..(bracket + 1)], out task);
        if (!parsed)
        {
            reading.Fault(number, line.Column, FaultList.Quote(text), WakeupExpected);
            return;
        }

        reading.Name(task.Tid, task.Comm, task.Priority);
        if (text.IndexOf(" success=0"u8) >= 0)
        {
            // Old kernels also report attempts to wake a task that is awake.
            reading.PassOver();
            return;
        }

        reading.Add(new SchedulingEvent(kind, line.TimeNs, line.Cpu, task.Tid, 0, LeavingState.Preempted), number, 1);
    }
}
