using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Scenarios;

/// <summary>What a hypervisor needs of the host's memory for a VM, beside the VM's own.</summary>
public sealed record MemoryOverhead
{
    /// <summary>For each VM.</summary>
    [Key("base", "For each VM.", Min = 0, Example = "20 MiB")]
    public Bytes Base { get; init; } = Bytes.Zero;

    /// <summary>For each GiB configured.</summary>
    [Key("perGib", "For each GiB configured, such as page tables.", Min = 0, Example = "8 MiB")]
    public Bytes PerGib { get; init; } = Bytes.Zero;

    /// <summary>For each vCPU.</summary>
    [Key("perVcpu", "For each vCPU.", Min = 0, Example = "5 MiB")]
    public Bytes PerVcpu { get; init; } = Bytes.Zero;
}
