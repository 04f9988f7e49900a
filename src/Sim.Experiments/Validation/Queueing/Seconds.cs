using System;
using Sim.Kernel.Quantities;

namespace Sim.Experiments.Validation.Queueing;

/// <summary>Seconds to whole nanoseconds. With a mean service of 1 s rounding is a billionth of what is measured.</summary>
internal static class Seconds
{
    /// <summary>A span of so many seconds, rounded to the nearest nanosecond.</summary>
    public static Duration Span(double seconds) => new((long)Math.Round(seconds * Duration.NanosecondsPerSecond));
}
