using System;
using System.Buffers;
using System.Buffers.Text;

namespace Sim.Traces.Scheduling;

/// <summary>Understands <c>prev_state</c>, as letters or as the kernel's number.</summary>
internal static class LeavingText
{
    private const int WhileExiting = 0x10 | 0x20 | 0x40;
    private const int Sleeping = 0x7f;
    private const int Preempted = 0x100 | 0x800 | 0x1000;
    private const int PreemptedOrNoLoad = 0x400;
    private const int Uninterruptible = 0x2;

    private static readonly SearchValues<byte> Letters = SearchValues.Create("RSDTtXxZPIKWNn|"u8);

    /// <summary>Reads letters, such as <c>S</c>, <c>R+</c>, <c>D|K</c>; a number in decimal or, with <c>0x</c>, in hexadecimal.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out LeavingState state)
    {
        state = LeavingState.Preempted;
        if (text.IsEmpty)
        {
            return false;
        }

        if (TryParseNumber(text, out int number))
        {
            state = OfNumber(number);
            return number >= 0;
        }

        // A plus says that it was preempted on its way into the state.
        bool preempted = text[^1] == (byte)'+';
        ReadOnlySpan<byte> letters = preempted ? text[..^1] : text;
        state = preempted || letters.SequenceEqual("R"u8) ? LeavingState.Preempted
            : letters.ContainsAny("XxZ"u8) ? LeavingState.Exited
            : LeavingState.Blocked;
        return !letters.ContainsAnyExcept(Letters);
    }

    /// <summary>The meaning of the kernel's number, which depends on its version.</summary>
    /// <remarks>
    /// 0 is runnable. A preempted task has <c>TASK_STATE_MAX</c> set, the first bit past the states: 1024 up to Linux 4.1,
    /// 2048 up to 4.7, 4096 up to 4.13; from 4.14 on <c>TASK_REPORT_MAX</c>, 256. From 4.2 on 1024 is <c>TASK_NOLOAD</c>,
    /// which comes only together with 2 (uninterruptible) as <c>TASK_IDLE</c>.
    /// </remarks>
    public static LeavingState OfNumber(int number)
    {
        bool idles = (number & PreemptedOrNoLoad) != 0 && (number & Uninterruptible) != 0;
        bool preempted = (number & Preempted) != 0 || ((number & PreemptedOrNoLoad) != 0 && !idles);
        return preempted || number == 0 ? LeavingState.Preempted
            : (number & WhileExiting) != 0 && (number & Sleeping & ~WhileExiting) == 0 ? LeavingState.Exited
            : LeavingState.Blocked;
    }

    private static bool TryParseNumber(ReadOnlySpan<byte> text, out int number) =>
        text.StartsWith("0x"u8)
            ? Utf8Parser.TryParse(text[2..], out number, out int used, 'x') && used == text.Length - 2
            : Utf8Parser.TryParse(text, out number, out used) && used == text.Length;
}
