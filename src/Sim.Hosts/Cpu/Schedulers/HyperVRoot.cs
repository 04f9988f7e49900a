using System;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Hyper-V's root scheduler: the root partition's Windows schedules threads that back virtual processors.</summary>
/// <remarks>
/// Microsoft, "Managing Hyper-V hypervisor scheduler types": default on clients since Windows 10 1803; the hypervisor's
/// weights, reserves and limits are not available. So <see cref="VcpuClaim.Limit"/> counts for nothing here, either.
/// </remarks>
[Plugin("hyperv-root", "Hyper-V's root scheduler: Windows' own, by priority; no weights, reserves or limits.", Source = "Microsoft, Hyper-V hypervisor scheduler types; models.md A9")]
public sealed class HyperVRoot(HyperVRootOptions options) : HostedScheduler(Threads(options))
{
    /// <summary>True, so that nothing is put in front: the product has no limits under this scheduler.</summary>
    public override bool EnforcesLimits => true;

    private static NtScheduler Threads(HyperVRootOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new NtScheduler(_ => options.QuantumTicks * options.Tick.Nanoseconds, options.WakeBoost);
    }
}
