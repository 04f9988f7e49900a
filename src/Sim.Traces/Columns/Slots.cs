using System;

namespace Sim.Traces.Columns;

/// <summary>The rule that takes jitter out of sample times.</summary>
/// <remarks>
/// A monitor that samples every 300 s stamps 299, 600, 901, ... A grid of 300 s would then read the wrong sample at 900.
/// So each VM has slots, one nominal interval apart, and a sample counts as taken at its nearest slot. The slots' phase is
/// the median phase of the VM's samples; where that is within a twentieth of the interval of the trace's own grid
/// (multiples of the interval since the origin), the trace's grid is used. Of two samples in a slot the later counts.
/// </remarks>
internal static class Slots
{
    private const int Tolerance = 20;

    /// <summary>The whole number nearest to value / step; halves go up.</summary>
    public static long Round(long value, long step) => Floor(value + (step / 2), step);

    /// <summary>The greatest whole number not above value / step.</summary>
    public static long Floor(long value, long step)
    {
        long quotient = value / step;
        return value - (quotient * step) < 0 ? quotient - 1 : quotient;
    }

    /// <summary>Where the slot of the first sample begins.</summary>
    /// <param name="times">Sample times in order.</param>
    /// <param name="step">The nominal interval.</param>
    /// <param name="scratch">At least as long as <paramref name="times"/>; overwritten.</param>
    public static long Anchor(ReadOnlySpan<long> times, long step, Span<long> scratch)
    {
        Span<long> phases = scratch[..times.Length];
        for (int i = 0; i < times.Length; i++)
        {
            long offset = times[i] - times[0];
            phases[i] = offset - (Round(offset, step) * step);
        }

        phases.Sort();
        return Snap(times[0] + phases[phases.Length / 2], step);
    }

    /// <summary>The instant itself, or the nearest multiple of the step where that is within a twentieth of it.</summary>
    public static long Snap(long time, long step)
    {
        long grid = Round(time, step) * step;
        return Math.Abs(time - grid) <= step / Tolerance ? grid : time;
    }
}
