using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>What lies between the VMs and the hardware.</summary>
public sealed record Hypervisor
{
    /// <summary>How CPU is shared out at event resolution.</summary>
    [Key("cpu", "How CPU is shared out at event resolution.")]
    public HypervisorCpu Cpu { get; init; } = new();
}
