using System;
using System.Buffers.Text;
using Sim.Traces.Input;

namespace Sim.Traces.Scheduling;

/// <summary>The beginning of an event's line, as perf and ftrace print it: <c>comm-pid [cpu] flags seconds: event: arguments</c>.</summary>
internal readonly ref struct EventLine
{
    private const int MostDecimals = 9;
    private const long NsPerSecond = 1_000_000_000;
    private const long MostSeconds = long.MaxValue / NsPerSecond / 2;

    private EventLine(int cpu, long timeNs, ReadOnlySpan<byte> name, ReadOnlySpan<byte> arguments, int column)
    {
        Cpu = cpu;
        TimeNs = timeNs;
        Name = name;
        Arguments = arguments;
        Column = column;
    }

    /// <summary>The CPU.</summary>
    public int Cpu { get; }

    /// <summary>The time in ns.</summary>
    public long TimeNs { get; }

    /// <summary>The event's name with its group, where the line has one: <c>sched:sched_switch</c>.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>What stands behind the name, without blanks around it.</summary>
    public ReadOnlySpan<byte> Arguments { get; }

    /// <summary>The column, from 1, of <see cref="Arguments"/>.</summary>
    public int Column { get; }

    /// <summary>Reads a line. The name before the CPU may hold anything, brackets too: the first one that fits is the CPU.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out EventLine parsed)
    {
        parsed = default;
        for (int at = 0; line[at..].IndexOf((byte)'[') is var open and >= 0; at += open + 1)
        {
            if (TryParseAt(line, at + open + 1, out parsed))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryParseAt(ReadOnlySpan<byte> line, int at, out EventLine parsed)
    {
        parsed = default;
        if (!Utf8Parser.TryParse(line[at..], out uint cpu, out int used) || cpu > int.MaxValue || !line[(at + used)..].StartsWith("]"u8))
        {
            return false;
        }

        TextCursor rest = new(line, at + used + 1);
        ReadOnlySpan<byte> word = rest.Word();
        if (!IsTime(word, out long timeNs) && !IsTime(rest.Word(), out timeNs))
        {
            return false;
        }

        // perf may put the event's period before its name.
        ReadOnlySpan<byte> name = rest.Word();
        name = name.ContainsAnyExceptInRange((byte)'0', (byte)'9') ? name : rest.Word();
        if (name.Length < 2 || name[^1] != (byte)':')
        {
            return false;
        }

        ReadOnlySpan<byte> arguments = rest.Rest();
        parsed = new EventLine((int)cpu, timeNs, name[..^1], arguments, rest.At + 1);
        return true;
    }

    /// <summary>Whether a word is <c>seconds.decimals:</c>.</summary>
    private static bool IsTime(ReadOnlySpan<byte> word, out long timeNs)
    {
        timeNs = 0;
        int point = word.IndexOf((byte)'.');
        int decimals = word.Length - point - 2;
        if (point < 1 || decimals is < 1 or > MostDecimals || word[^1] != (byte)':'
            || !DecimalText.TryParseScaled(word[..point], out ulong seconds, out _) || seconds > MostSeconds
            || !DecimalText.TryParseScaled(word[(point + 1)..^1], out ulong fraction, out int more) || more != 0)
        {
            return false;
        }

        for (int i = decimals; i < MostDecimals; i++)
        {
            fraction *= 10;
        }

        timeNs = ((long)seconds * NsPerSecond) + (long)fraction;
        return true;
    }
}
