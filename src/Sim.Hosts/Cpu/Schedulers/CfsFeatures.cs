using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Switches of <see cref="Cfs"/>, as in the kernel's sched/features; the defaults are those of Linux 5.x.</summary>
public sealed record CfsFeatures
{
    /// <summary>GENTLE_FAIR_SLEEPERS.</summary>
    [Key("gentleFairSleepers", "Whether sleepers are credited half a latency only; else a whole one.")]
    public bool GentleFairSleepers { get; init; } = true;

    /// <summary>FAIR_SLEEPERS, of old kernels.</summary>
    [Key("fairSleepers", "Whether sleepers are credited anything at all.")]
    public bool FairSleepers { get; init; } = true;

    /// <summary>START_DEBIT.</summary>
    [Key("startDebit", "Whether a new vCPU begins one slice late.")]
    public bool StartDebit { get; init; } = true;

    /// <summary>WAKEUP_PREEMPTION.</summary>
    [Key("wakeupPreemption", "Whether one that wakes may take the pCPU before the tick.")]
    public bool WakeupPreemption { get; init; } = true;

    /// <summary>NEXT_BUDDY.</summary>
    [Key("nextBuddy", "Whether the last to wake is preferred at the next choice, in crowded queues.")]
    public bool NextBuddy { get; init; }

    /// <summary>LAST_BUDDY.</summary>
    [Key("lastBuddy", "Whether who was preempted by a waker is preferred at the next choice, in crowded queues.")]
    public bool LastBuddy { get; init; } = true;
}
