using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Credit2"/>; the defaults are Xen's.</summary>
public sealed record Credit2Options
{
    /// <summary>Which pCPUs share a run queue (credit2_runqueue).</summary>
    [Key("runqueue", "Which pCPUs share a run queue.")]
    public Credit2Runqueue Runqueue { get; init; } = Credit2Runqueue.Socket;

    /// <summary>The most pCPUs of a run queue; the threads of a core stay together (credit2_max_cpus_runqueue).</summary>
    [Key("mostPcpus", "Most pCPUs of a run queue.", Min = 1, Max = 65536)]
    public int MostPcpus { get; init; } = 16;

    /// <summary>Credit at the start and added at a reset, in time of the heaviest vCPU; also the lowest credit, negated.</summary>
    [Key("credit", "Credit at the start and added at a reset; also how long a slice may be.", Min = 1e5, Max = 1e9, Example = "10 ms")]
    public Duration Credit { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>The shortest slice, and the most credit carried over a reset.</summary>
    [Key("shortestSlice", "Shortest slice; also the most credit carried over a reset.", Min = 1000, Max = 1e8, Example = "500 us")]
    public Duration ShortestSlice { get; init; } = Duration.FromNanoseconds(500_000);

    /// <summary>How long a vCPU runs before it can be preempted (sched_ratelimit_us); zero: no such limit.</summary>
    [Key("rateLimit", "How long a vCPU runs at least before another takes its pCPU; 0: no such limit.", Min = 0, Max = 5e8, Example = "1 ms")]
    public Duration RateLimit { get; init; } = Duration.FromMilliseconds(1);

    /// <summary>By how much a vCPU may fall short of the rate limit and still be told to make room.</summary>
    [Key("rateTolerance", "By how much the rate limit may be missed when a waker looks for a pCPU.", Min = 0, Max = 1e8, Example = "50 us")]
    public Duration RateTolerance { get; init; } = Duration.FromNanoseconds(50_000);

    /// <summary>How much more credit a vCPU needs to take a pCPU that is not its last (sched_credit2_migrate_resist).</summary>
    [Key("migrateResist", "How much more credit a vCPU needs on another pCPU than its last.", Min = 0, Max = 1e8, Example = "500 us")]
    public Duration MigrateResist { get; init; } = Duration.FromNanoseconds(500_000);

    /// <summary>Credit given for a move to another pCPU.</summary>
    [Key("migrateCompensation", "Credit given for a move to another pCPU.", Min = 0, Max = 1e8, Example = "50 us")]
    public Duration MigrateCompensation { get; init; } = Duration.FromNanoseconds(50_000);

    /// <summary>Period within which a VM's limit holds (credit2_cap_period_ms).</summary>
    [Key("capPeriod", "Period within which a VM's limit holds.", Min = 1e6, Max = 1e10, Example = "10 ms")]
    public Duration CapPeriod { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>Window of the average load, as a power of two in ns (credit2_load_window_shift).</summary>
    [Key("loadWindowShift", "Window of the average load: 2 to this power, in ns.", Min = 11, Max = 36)]
    public int LoadWindowShift { get; init; } = 30;

    /// <summary>Bits behind the point of a load (credit2_load_precision_shift).</summary>
    [Key("loadPrecisionShift", "Bits behind the point of a load.", Min = 4, Max = 20)]
    public int LoadPrecisionShift { get; init; } = 18;

    /// <summary>Difference of load below which queues with spare pCPUs are left alone, as a power of two.</summary>
    [Key("underloadTolerance", "Difference of load that queues with spare pCPUs may have: 2 to this power.", Min = -10, Max = 10)]
    public int UnderloadTolerance { get; init; }

    /// <summary>The same where no pCPU is to spare: 2^-3 is an eighth.</summary>
    [Key("overloadTolerance", "Difference of load that full queues may have: 2 to this power.", Min = -10, Max = 10)]
    public int OverloadTolerance { get; init; } = -3;

    /// <summary>Whether wakers go to cores that are in use already (sched_smt_power_savings).</summary>
    [Key("smtPowerSavings", "Whether vCPUs are gathered on few cores rather than spread.")]
    public bool SmtPowerSavings { get; init; }
}
