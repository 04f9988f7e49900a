using Sim.Hosts.Cpu.Schedulers.Linux;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Eevdf"/>; the defaults are those of Linux 6.18.</summary>
public sealed record EevdfOptions
{
    /// <summary>sysctl_sched_base_slice, normalised.</summary>
    [Key("baseSlice", "Base slice on one CPU (0.75 ms up to Linux 6.15); on n CPUs it is 1 + log2(min(n, 8)) times as long.", Min = 1000, Max = 1e9, Example = "700 us")]
    public Duration BaseSlice { get; init; } = Duration.FromNanoseconds(700_000);

    /// <summary>CPUs by which the base slice is scaled; null: the host's.</summary>
    [Key("scaleCpus", "CPUs by which the base slice is scaled. Left out: the host's.", Min = 1, Max = 4096)]
    public int? ScaleCpus { get; init; }

    /// <summary>1 / CONFIG_HZ.</summary>
    [Key("tick", "Timer tick at which the end of slices is seen; 0 s: exactly then, as with hrtick.", Min = 0, Max = 1e9, Example = "4 ms")]
    public Duration Tick { get; init; } = Duration.FromMilliseconds(4);

    /// <summary>The kernel's sched/features.</summary>
    [Key("features", "Switches of the kernel's sched/features. Left out: those of Linux 6.18.")]
    public EevdfFeatures Features { get; init; } = new();

    /// <summary>Bandwidth control.</summary>
    [Key("bandwidth", "How VMs are kept below their limits.")]
    public FairBandwidthOptions Bandwidth { get; init; } = new();

    /// <summary>Load balancing.</summary>
    [Key("balance", "How vCPUs are spread over run queues.")]
    public FairBalanceOptions Balance { get; init; } = new();
}
