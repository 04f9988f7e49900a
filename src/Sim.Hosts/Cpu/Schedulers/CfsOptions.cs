using Sim.Hosts.Cpu.Schedulers.Linux;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Cfs"/>; the defaults are those of Linux 5.x. Times are for one CPU, scaled as the kernel does.</summary>
public sealed record CfsOptions
{
    /// <summary>sysctl_sched_latency, normalised.</summary>
    [Key("latency", "Time within which each of up to eight runs once; on n CPUs 1 + log2(min(n, 8)) times as long.", Min = 1e5, Max = 1e9, Example = "6 ms")]
    public Duration Latency { get; init; } = Duration.FromMilliseconds(6);

    /// <summary>sysctl_sched_min_granularity, normalised.</summary>
    [Key("minGranularity", "Shortest turn, scaled like the latency.", Min = 1e4, Max = 1e9, Example = "750 us")]
    public Duration MinGranularity { get; init; } = Duration.FromNanoseconds(750_000);

    /// <summary>sysctl_sched_wakeup_granularity, normalised.</summary>
    [Key("wakeupGranularity", "Lead in virtual time that a waker needs to take the pCPU, scaled like the latency.", Min = 0, Max = 1e9, Example = "1 ms")]
    public Duration WakeupGranularity { get; init; } = Duration.FromMilliseconds(1);

    /// <summary>CPUs by which times are scaled; null: the host's.</summary>
    [Key("scaleCpus", "CPUs by which the times are scaled. Left out: the host's.", Min = 1, Max = 4096)]
    public int? ScaleCpus { get; init; }

    /// <summary>1 / CONFIG_HZ.</summary>
    [Key("tick", "Timer tick at which the end of turns is seen; 0 s: exactly then, as with hrtick.", Min = 0, Max = 1e9, Example = "4 ms")]
    public Duration Tick { get; init; } = Duration.FromMilliseconds(4);

    /// <summary>The kernel's sched/features.</summary>
    [Key("features", "Switches of the kernel's sched/features. Left out: those of Linux 5.x.")]
    public CfsFeatures Features { get; init; } = new();

    /// <summary>Bandwidth control.</summary>
    [Key("bandwidth", "How VMs are kept below their limits.")]
    public FairBandwidthOptions Bandwidth { get; init; } = new();

    /// <summary>Load balancing.</summary>
    [Key("balance", "How vCPUs are spread over run queues.")]
    public FairBalanceOptions Balance { get; init; } = new();
}
