using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Hyper-V's classic scheduler: fair-share, preemptive round robin of virtual processors by weight, reserve and limit.</summary>
/// <remarks>
/// What it does: Microsoft, "Managing Hyper-V hypervisor scheduler types". How it reckons is not published: here by
/// virtual time (<c>ShareTree</c>), which gives weighted max-min. <see cref="VcpuClaim.Shares"/> is the weight of the whole
/// VM (Hyper-V gives 100, 1 to 10000, to each virtual processor); reserve and limit are in pCPUs; pools do not count.
/// </remarks>
[Plugin("hyperv-classic", "Hyper-V's classic scheduler: weights, reserves and limits.", Source = "Microsoft, Hyper-V hypervisor scheduler types; models.md A9")]
public sealed class HyperVClassic(HyperVClassicOptions options)
    : ShareScheduler(options.Quantum, options.LimitPeriod, options.WakeLead);
