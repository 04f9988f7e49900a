using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers.Linux;

/// <summary>How Linux's fair schedulers keep a group below its limit; the defaults are the kernel's.</summary>
public sealed record FairBandwidthOptions
{
    /// <summary>cpu.cfs_period_us.</summary>
    [Key("period", "Time within which a VM may use limit x period (cpu.cfs_period_us).", Min = 1e6, Max = 1e9, Example = "100 ms")]
    public Duration Period { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>sched_cfs_bandwidth_slice_us.</summary>
    [Key("slice", "What a run queue takes from the VM's quota at a time (sched_cfs_bandwidth_slice_us).", Min = 1000, Max = 1e9, Example = "5 ms")]
    public Duration Slice { get; init; } = Duration.FromMilliseconds(5);

    /// <summary>cpu.cfs_burst_us.</summary>
    [Key("burst", "How much unused quota a VM may save up (cpu.cfs_burst_us).", Min = 0, Max = 1e9, Example = "20 ms")]
    public Duration Burst { get; init; } = Duration.Zero;
}
