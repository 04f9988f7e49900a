using System.Collections.Generic;
using System.Globalization;
using System.Numerics;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>mhpmcounter3 to 31 and mhpmevent3 to 31. Manual, "Hardware Performance Monitor".</summary>
/// <remarks>
/// Nothing is done while a counter counts: <see cref="CsrState.Hpm"/> is its distance from how often its event happened, which is asked for when the counter is
/// read or written, stopped, or given another event. Without a timed core only cycles and instructions are known; all else stays as it is.
/// </remarks>
internal static unsafe class ProgrammableCounters
{
    /// <summary>Number of the first.</summary>
    public const int First = 3;

    /// <summary>Number of the last.</summary>
    public const int Last = 31;

    /// <summary>The registers. Without Zihpm they are there, as the manual wants, and read as 0.</summary>
    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        bool counts = file.Has(Extensions.Zihpm);
        for (int i = First; i <= Last; i++)
        {
            int n = i;
            string suffix = n.ToString(CultureInfo.InvariantCulture);
            yield return counts
                ? new Csr("mhpmcounter" + suffix, 0xB00 + n, () => Value(file, n), value => Write(file, n, value))
                : new Csr("mhpmcounter" + suffix, 0xB00 + n, 0);
            yield return counts
                ? new Csr("mhpmevent" + suffix, 0x320 + n, () => Event(file, n), value => Select(file, n, value))
                : new Csr("mhpmevent" + suffix, 0x320 + n, 0);
        }
    }

    /// <summary>What a counter reads as.</summary>
    public static ulong Value(CsrFile file, int n) => file.State.Hpm[n] + Distance(file, n);

    /// <summary>Turns distances into the counters' values, which mean something without this machine's timing.</summary>
    public static void Hold(CsrFile file)
    {
        for (int n = First; n <= Last; n++)
        {
            file.State.Hpm[n] += Distance(file, n);
        }
    }

    /// <summary>Turns them back: the counters go on from what they were when they were held.</summary>
    public static void Release(CsrFile file)
    {
        for (int n = First; n <= Last; n++)
        {
            file.State.Hpm[n] -= Distance(file, n);
        }
    }

    /// <summary>Stops counters and lets others go on: writes mcountinhibit. Those that it does not change are left alone.</summary>
    public static void Inhibit(CsrFile file, ulong value)
    {
        ulong changed = (file.State.Mcountinhibit ^ value) & (uint.MaxValue << First);
        for (ulong left = changed; left != 0; left &= left - 1)
        {
            int n = BitOperations.TrailingZeroCount(left);
            file.State.Hpm[n] += Distance(file, n);
        }

        file.State.Mcountinhibit = value;
        for (ulong left = changed; left != 0; left &= left - 1)
        {
            int n = BitOperations.TrailingZeroCount(left);
            file.State.Hpm[n] -= Distance(file, n);
        }
    }

    private static ulong Event(CsrFile file, int n) => file.State.HpmEvent[n];

    // What lies between a counter's value and what is kept of it: 0 while it stands.
    private static ulong Distance(CsrFile file, int n) => ((file.State.Mcountinhibit >> n) & 1) != 0 ? 0 : Happened(file.Hart, file.State.HpmEvent[n]);

    private static ulong Happened(Hart hart, ulong code) => code switch
    {
        PerformanceEvents.None => 0,
        PerformanceEvents.CpuCycles => hart.Cycles,
        PerformanceEvents.Instructions => hart.Retired,
        _ => hart.PerformanceCounts is { } counts && PerformanceEvents.Find(code) is { } what ? counts.Count(what) : 0,
    };

    // The next instruction reads what was written: the writing one, of which it is known that it takes a cycle and retires, is not counted.
    private static void Write(CsrFile file, int n, ulong value)
    {
        bool countsItself = ((file.State.Mcountinhibit >> n) & 1) == 0 && file.State.HpmEvent[n] is PerformanceEvents.CpuCycles or PerformanceEvents.Instructions;
        file.State.Hpm[n] = value - Distance(file, n) - (countsItself ? 1UL : 0);
    }

    // Unknown codes select nothing. The counter keeps its value; the instruction that selects is the first to be counted.
    private static void Select(CsrFile file, int n, ulong code)
    {
        ulong value = Value(file, n);
        file.State.HpmEvent[n] = PerformanceEvents.Find(code) is null ? PerformanceEvents.None : code;
        file.State.Hpm[n] = value - Distance(file, n);
    }
}
