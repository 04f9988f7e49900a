using System;
using System.Buffers.Text;

namespace Sim.Traces.Scheduling;

/// <summary>A task as an event names it, in either of two renderings.</summary>
internal readonly ref struct TaskText
{
    private TaskText(ReadOnlySpan<byte> comm, int tid, int priority)
    {
        Comm = comm;
        Tid = tid;
        Priority = priority;
    }

    /// <summary>Its name: may hold blanks, colons, slashes, hyphens, brackets.</summary>
    public ReadOnlySpan<byte> Comm { get; }

    /// <summary>Its thread id.</summary>
    public int Tid { get; }

    /// <summary>Its priority as written.</summary>
    public int Priority { get; }

    /// <summary>Reads <c>PREFIXcomm=a PREFIXpid=1 PREFIXprio=120</c>, the whole text, from the right.</summary>
    /// <param name="text">The text.</param>
    /// <param name="commKey"><c>prev_comm=</c>.</param>
    /// <param name="pidKey"><c> prev_pid=</c>, with the blank.</param>
    /// <param name="priorityKey"><c> prev_prio=</c>, with the blank.</param>
    /// <param name="task">The task.</param>
    public static bool TryParseKeys(
        ReadOnlySpan<byte> text, ReadOnlySpan<byte> commKey, ReadOnlySpan<byte> pidKey, ReadOnlySpan<byte> priorityKey, out TaskText task)
    {
        task = default;
        int priorityAt = text.LastIndexOf(priorityKey);
        int pidAt = priorityAt < 0 ? -1 : text[..priorityAt].LastIndexOf(pidKey);
        if (pidAt < commKey.Length || !text.StartsWith(commKey)
            || !IsNumber(text[(pidAt + pidKey.Length)..priorityAt], out int tid) || tid < 0
            || !IsNumber(text[(priorityAt + priorityKey.Length)..], out int priority))
        {
            return false;
        }

        task = new TaskText(text[commKey.Length..pidAt], tid, priority);
        return true;
    }

    /// <summary>Reads <c>comm:1 [120]</c>, the whole text, from the right.</summary>
    public static bool TryParseShort(ReadOnlySpan<byte> text, out TaskText task)
    {
        task = default;
        int bracket = text.LastIndexOf(" ["u8);
        int colon = bracket < 0 ? -1 : text[..bracket].LastIndexOf((byte)':');
        if (colon < 0 || text[^1] != (byte)']'
            || !IsNumber(text[(colon + 1)..bracket], out int tid) || tid < 0
            || !IsNumber(text[(bracket + 2)..^1], out int priority))
        {
            return false;
        }

        task = new TaskText(text[..colon], tid, priority);
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<byte> text, out int value) =>
        Utf8Parser.TryParse(text, out value, out int used) && used == text.Length;
}
