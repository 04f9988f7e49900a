using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>Options of <see cref="DynamicMemoryBalloon"/>; all [M].</summary>
public sealed record DynamicMemoryBalloonOptions
{
    /// <summary>How fast memory is added and removed.</summary>
    [Key("rate", "Memory that can be added to a VM or removed from it in a second.", Min = 4096, Example = "256 MiB")]
    public Bytes Rate { get; init; } = Bytes.FromMebibytes(256);

    /// <summary>Smart paging.</summary>
    [Key("smartPaging", "Whether a VM that starts may page to the host's disk, where its minimum is below its startup memory.")]
    public bool SmartPaging { get; init; } = true;

    /// <summary>How long a VM counts as starting.</summary>
    [Key("startTime", "How long a VM counts as starting, and so may use smart paging.", Min = 0, Max = 1e13, Example = "2 min")]
    public Duration StartTime { get; init; } = Duration.FromMinutes(2);
}
