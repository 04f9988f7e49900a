namespace Sim.Clusters.Placement;

/// <summary>What a host may promise.</summary>
/// <param name="CpuOvercommit">Configured CPU of its VMs over its own, above zero; 4 is the "4:1" of planners.</param>
/// <param name="MemoryOvercommit">Configured memory of its VMs over its own, above zero.</param>
/// <param name="RequireCoreSpeed">Whether a VM whose vCPU is faster than the host's cores is refused.</param>
/// <param name="LargestFirst">Whether VMs that arrive in the same step are placed by falling CPU size ("decreasing").</param>
public sealed record PlacementRules(double CpuOvercommit, double MemoryOvercommit, bool RequireCoreSpeed, bool LargestFirst)
{
    /// <summary>Memory of each host that the hypervisor keeps for itself, so that no VM can reserve it.</summary>
    public double HypervisorMib { get; init; }
}
