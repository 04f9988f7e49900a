using System.Collections.Generic;
using System.Linq;

namespace Sim.Validation.Kernel;

/// <summary>What <c>schedprobe</c> is to run on one CPU.</summary>
/// <param name="Name">What to call it.</param>
/// <param name="Tasks">The tasks.</param>
internal sealed record SchedSetup(string Name, params IReadOnlyList<SchedTask> Tasks)
{
    /// <summary>How long to measure, in s, after half a second of warm-up.</summary>
    public double Seconds { get; init; } = 2;

    /// <summary>Quota of the tasks under it, in % of a CPU; 0 for none.</summary>
    public double QuotaPct { get; init; }

    /// <summary>The quota's period in ms.</summary>
    public double QuotaPeriodMs { get; init; } = 100;

    /// <summary>Why a small difference makes a large one here, so that misses are told but do not fail; null: they fail.</summary>
    public string? Edge { get; init; }

    /// <summary>When the first jobs are due, in us after a multiple of 20 ms of the monotonic clock; null: anywhere.</summary>
    public double? PhaseUs { get; init; }

    /// <summary>A task that wakes on a busy CPU and always takes it: how late it is is the timer's and the switch's doing.</summary>
    public static SchedSetup Timer { get; } = new("timer", SchedTask.Hog(19), SchedTask.Periodic(50, 10_000, -20));

    /// <summary>The set-ups that the table of measurements shows.</summary>
    public static IReadOnlyList<SchedSetup> All { get; } =
    [
        new("2 hogs, nice 0/0", SchedTask.Hog(), SchedTask.Hog()),
        new("2 hogs, nice 0/5", SchedTask.Hog(), SchedTask.Hog(5)),
        new("2 hogs, nice 0/-5", SchedTask.Hog(), SchedTask.Hog(-5)),
        new("3 hogs, nice 0/2/4", SchedTask.Hog(), SchedTask.Hog(2), SchedTask.Hog(4)),
        new("hog + 1 ms of 10 ms", SchedTask.Hog(), SchedTask.Periodic(1000, 10_000)),
        new("hog + 5 ms of 10 ms", SchedTask.Hog(), SchedTask.Periodic(5000, 10_000)) { Edge = "a job with half the CPU ends just when the next is due, which is lost or not" },
        new("2 hogs + 1 ms of 10 ms", SchedTask.Hog(), SchedTask.Hog(), SchedTask.Periodic(1000, 10_000)),
        new("2 hogs + 5 ms of 10 ms", SchedTask.Hog(), SchedTask.Hog(), SchedTask.Periodic(5000, 10_000)) { Edge = "it wants twice its share, so whether a wake-up runs at once hangs on what the job before has overdrawn: two thirds on the kernel, a quarter in the model" },
        new("1 ms of 10 ms alone", SchedTask.Periodic(1000, 10_000)),
        new("quota 30 % of 100 ms", SchedTask.Hog(underQuota: true)) { QuotaPct = 30 },
        new("quota 30 % of 100 ms + hog", SchedTask.Hog(underQuota: true), SchedTask.Hog()) { QuotaPct = 30 },
    ];

    /// <summary>The set-up of a name.</summary>
    public static SchedSetup Named(string name) => All.Single(setup => string.Equals(setup.Name, name, System.StringComparison.Ordinal));
}
