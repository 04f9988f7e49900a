using System.Collections.Generic;
using System.Linq;

namespace Sim.Validation.Kernel;

/// <summary>One run of a set-up on the real kernel.</summary>
/// <param name="Setup">What was run.</param>
/// <param name="Tasks">What each task got, in the set-up's order; empty where it was not run.</param>
/// <param name="StealPct">CPU time that a hypervisor below took away, in %, as the kernel sees it.</param>
/// <param name="NotRun">Why it was not run; null where it was.</param>
internal sealed record SchedMeasurement(SchedSetup Setup, IReadOnlyList<SchedTaskResult> Tasks, double StealPct, string? NotRun)
{
    /// <summary>What all tasks got together, in %. Well below 100 beside a hog, something else ran on the CPU.</summary>
    public double TotalPct => Tasks.Sum(task => task.SharePct);

    /// <summary>A task's part of what all tasks got together, in %: what other load on the machine changes least.</summary>
    public double RelativePct(int task) => Tasks[task].SharePct / TotalPct * 100;
}
