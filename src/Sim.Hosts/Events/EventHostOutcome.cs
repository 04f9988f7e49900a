using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Events;

/// <summary>A host after its event run.</summary>
/// <param name="Host">The host, at the end of the run: what it measured since the warm-up.</param>
/// <param name="Vms">Its VMs by index in the cluster, in the order of the host's own.</param>
/// <param name="Events">Events that happened.</param>
public sealed record EventHostOutcome(CpuHost Host, int[] Vms, long Events);
