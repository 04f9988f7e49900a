using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers.Linux;

/// <summary>How Linux spreads vCPUs over the run queues; the defaults are the kernel's.</summary>
public sealed record FairBalanceOptions
{
    /// <summary>Whether run queues are balanced at all; wake-ups look for an idle pCPU even if not.</summary>
    [Key("enabled", "Whether run queues are balanced: when a pCPU has nothing to do, and from time to time.")]
    public bool Enabled { get; init; } = true;

    /// <summary>sched_domain.busy_factor.</summary>
    [Key("busyFactor", "How many times rarer a busy pCPU balances than an idle one, which does so every n ms among n pCPUs.", Min = 1, Max = 1000)]
    public int BusyFactor { get; init; } = 16;

    /// <summary>sched_domain.imbalance_pct among the pCPUs of a cache, less 100.</summary>
    [Key("imbalance", "Percent by which the busiest group's load must exceed the own before any is moved.", Min = 0, Max = 1000)]
    public int Imbalance { get; init; } = 17;

    /// <summary>sched_migration_cost_ns.</summary>
    [Key("migrationCost", "How long a vCPU that has run counts as cache-hot and is not moved.", Min = 0, Max = 1e9, Example = "500 us")]
    public Duration MigrationCost { get; init; } = Duration.FromNanoseconds(500_000);

    /// <summary>Half-life of load averages (PELT).</summary>
    [Key("halfLife", "Half-life of the load averages that are balanced.", Min = 1e6, Max = 1e10, Example = "32 ms")]
    public Duration HalfLife { get; init; } = Duration.FromMilliseconds(32);
}
