using System;

namespace Sim.Traces.Scheduling;

/// <summary>The arguments of <c>sched_switch</c>, in either of two renderings.</summary>
internal readonly ref struct SwitchText
{
    private SwitchText(TaskText previous, LeavingState leaving, TaskText next)
    {
        Previous = previous;
        Leaving = leaving;
        Next = next;
    }

    /// <summary>The task that leaves the CPU.</summary>
    public TaskText Previous { get; }

    /// <summary>Why it leaves.</summary>
    public LeavingState Leaving { get; }

    /// <summary>The task that the CPU goes to.</summary>
    public TaskText Next { get; }

    /// <summary>Reads the arguments. Names may hold the arrow too: the first arrow with a task on either side is the one.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out SwitchText parsed)
    {
        for (int at = 0; text[at..].IndexOf(" ==> "u8) is var arrow and >= 0; at += arrow + 1)
        {
            ReadOnlySpan<byte> left = text[..(at + arrow)];
            ReadOnlySpan<byte> right = text[(at + arrow + 5)..];
            if (TryParseKeys(left, right, out parsed) || TryParseShort(left, right, out parsed))
            {
                return true;
            }
        }

        parsed = default;
        return false;
    }

    private static bool TryParseKeys(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, out SwitchText parsed)
    {
        parsed = default;
        int stateAt = left.LastIndexOf(" prev_state="u8);
        if (stateAt < 0 || !LeavingText.TryParse(left[(stateAt + " prev_state="u8.Length)..], out LeavingState leaving)
            || !TaskText.TryParseKeys(left[..stateAt], "prev_comm="u8, " prev_pid="u8, " prev_prio="u8, out TaskText previous)
            || !TaskText.TryParseKeys(right, "next_comm="u8, " next_pid="u8, " next_prio="u8, out TaskText next))
        {
            return false;
        }

        parsed = new SwitchText(previous, leaving, next);
        return true;
    }

    private static bool TryParseShort(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, out SwitchText parsed)
    {
        parsed = default;
        int stateAt = left.LastIndexOf((byte)' ');
        if (stateAt < 0 || !LeavingText.TryParse(left[(stateAt + 1)..], out LeavingState leaving)
            || !TaskText.TryParseShort(left[..stateAt], out TaskText previous)
            || !TaskText.TryParseShort(right, out TaskText next))
        {
            return false;
        }

        parsed = new SwitchText(previous, leaving, next);
        return true;
    }
}
