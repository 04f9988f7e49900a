using System.Collections.Generic;

namespace Sim.Validation.Kernel;

/// <summary>What one task got of its CPU. Figures that do not apply to it are NaN.</summary>
internal sealed record SchedTaskResult
{
    /// <summary>The task.</summary>
    public required SchedTask Task { get; init; }

    /// <summary>CPU time over wall time, in %, by the process's own clock.</summary>
    public double SharePct { get; init; }

    /// <summary>Jobs begun; 0 for a hog.</summary>
    public int Wakeups { get; init; }

    /// <summary>How late jobs began after their timer, median, us.</summary>
    public double LateUsMedian { get; init; }

    /// <summary>How late jobs began after their timer, 99 % quantile, us.</summary>
    public double LateUsP99 { get; init; }

    /// <summary>How late jobs began after their timer, most, us.</summary>
    public double LateUsMax { get; init; }

    /// <summary>Turns of a hog that both begin and end in the measured time.</summary>
    public int Turns { get; init; }

    /// <summary>How long a hog kept the CPU without losing it for over 100 us, median, us.</summary>
    public double TurnUsMedian { get; init; }

    /// <summary>How long a hog kept the CPU without losing it for over 100 us, 99 % quantile, us.</summary>
    public double TurnUsP99 { get; init; }

    /// <summary>How long a hog was away between two turns, median, us.</summary>
    public double AwayUsMedian { get; init; }

    /// <summary>How long a hog was away between two turns, 99 % quantile, us.</summary>
    public double AwayUsP99 { get; init; }

    /// <summary>Context switches of its own accord, warm-up included.</summary>
    public long Voluntary { get; init; }

    /// <summary>Context switches by preemption, warm-up included.</summary>
    public long Involuntary { get; init; }

    /// <summary>Jobs left out because the one before ended after they were due.</summary>
    public int Missed { get; init; }

    /// <summary>Lateness in us below which 5, 10 … 95 % of the wake-ups are; empty for hogs.</summary>
    public required IReadOnlyList<double> LateUsVentiles { get; init; }
}
