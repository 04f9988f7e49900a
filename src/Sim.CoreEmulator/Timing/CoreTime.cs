using System;
using Sim.Kernel.Quantities;

namespace Sim.CoreEmulator.Timing;

/// <summary>Time in cycles of a core, exactly, rounded up.</summary>
internal static class CoreTime
{
    /// <summary>Cycles that a time takes at least.</summary>
    public static long Cycles(Duration time, Frequency clock) => RoundUp((Int128)time.Nanoseconds * clock.Hertz, Duration.NanosecondsPerSecond);

    /// <summary>A quotient rounded up.</summary>
    public static long RoundUp(Int128 dividend, long divisor) => (long)((dividend + divisor - 1) / divisor);
}
