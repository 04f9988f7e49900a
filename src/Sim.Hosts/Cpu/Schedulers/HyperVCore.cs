using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>
/// Hyper-V's core scheduler: virtual processors run as SMT pairs on one core each, and no core ever runs two VMs at once.
/// </summary>
/// <remarks>
/// Microsoft, "Managing Hyper-V hypervisor scheduler types". A VM whose guest sees SMT (<see cref="VcpuClaim.SeesSmt"/>)
/// runs vCPUs 2k and 2k + 1 on the threads of one core; an odd one out, and each vCPU of a VM without SMT, has a core to
/// itself. Without SMT hardware it is <see cref="HyperVClassic"/>, and shares its weights, reserves and limits. A group as
/// wide as the core: on hardware with more than two threads, that many vCPUs.
/// </remarks>
[Plugin("hyperv-core", "Hyper-V's core scheduler: SMT pairs; a core never runs two VMs at once.", Source = "Microsoft, Hyper-V hypervisor scheduler types; models.md A9")]
public sealed class HyperVCore(HyperVClassicOptions options)
    : ShareScheduler(options.Quantum, options.LimitPeriod, options.WakeLead)
{
    /// <inheritdoc/>
    protected override bool OneCorePerUnit => true;

    /// <inheritdoc/>
    protected override int[]? Units()
    {
        int[] units = new int[Host.Vcpus];
        for (int vcpu = 0; vcpu < units.Length; vcpu++)
        {
            int vm = Host.VmOf(vcpu);
            int width = Host.Vms[vm].SeesSmt ? Host.Topology.ThreadsPerCore : 1;
            units[vcpu] = vcpu - ((vcpu - Host.FirstVcpu(vm)) % width);
        }

        return units;
    }
}
