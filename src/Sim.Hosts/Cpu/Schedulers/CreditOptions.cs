using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Credit"/>; the defaults are those of Xen 4.2 and later.</summary>
public sealed record CreditOptions
{
    /// <summary>The time slice, which is also the accounting period (sched_credit_tslice_ms).</summary>
    [Key("slice", "Time slice and accounting period.", Min = 1e6, Max = 1e9, Example = "30 ms")]
    public Duration Slice { get; init; } = Duration.FromMilliseconds(30);

    /// <summary>How long a vCPU runs before it can be preempted (sched_ratelimit_us); zero: no such limit.</summary>
    [Key("rateLimit", "How long a vCPU runs at least before another takes its pCPU; 0: no such limit.", Min = 0, Max = 5e8, Example = "1 ms")]
    public Duration RateLimit { get; init; } = Duration.FromMilliseconds(1);

    /// <summary>The shortest timer that the rate limit sets.</summary>
    [Key("shortestTimer", "Shortest timer that the rate limit sets.", Min = 1000, Max = 1e7, Example = "100 us")]
    public Duration ShortestTimer { get; init; } = Duration.FromNanoseconds(100_000);

    /// <summary>Least time between two attempts of a pCPU to steal work (load-balance-ratelimit).</summary>
    [Key("balanceLimit", "Least time between two attempts of a pCPU to steal work.", Min = 0, Max = 1e9, Example = "1 ms")]
    public Duration BalanceLimit { get; init; } = Duration.FromMilliseconds(1);

    /// <summary>How long after it ran a vCPU is not stolen, its cache being warm (vcpu_migration_delay).</summary>
    [Key("migrationDelay", "How long after it ran a vCPU is not stolen.", Min = 0, Max = 1e8, Example = "1 ms")]
    public Duration MigrationDelay { get; init; } = Duration.Zero;

    /// <summary>Whether a vCPU that wakes with credit left goes before all others.</summary>
    [Key("boost", "Whether a vCPU that wakes with credit left goes before all others.")]
    public bool Boost { get; init; } = true;

    /// <summary>Whether the vCPU that a tick finds running pays for the whole tick, as before "Accurate accounting".</summary>
    [Key("sampledAccounting", "Whether whoever runs at a tick pays for all of it (before Xen 4.0) instead of each for what it used.")]
    public bool SampledAccounting { get; init; }

    /// <summary>Whether one idle pCPU is told of a wake-up (tickle_one_idle_cpu), or all that suit.</summary>
    [Key("tickleOneIdle", "Whether a wake-up is told to one idle pCPU, or to all that suit.")]
    public bool TickleOneIdle { get; init; } = true;

    /// <summary>Whether vCPUs are gathered on few cores rather than spread (sched_smt_power_savings).</summary>
    [Key("smtPowerSavings", "Whether vCPUs are gathered on few cores rather than spread.")]
    public bool SmtPowerSavings { get; init; }
}
