using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Policies;

/// <summary>Options of <see cref="DynamicMemory"/>; both [M]: Microsoft gives neither.</summary>
public sealed record DynamicMemoryOptions
{
    /// <summary>How often memory is shared out anew.</summary>
    [Key("interval", "How often memory is shared out anew.", Min = 1e6, Max = 1e13, Example = "5 s")]
    public Duration Interval { get; init; } = Duration.FromSeconds(5);

    /// <summary>How long a VM starts, and so has its startup memory.</summary>
    [Key("startTime", "How long a VM takes to start; so long it keeps its startup memory.", Min = 0, Max = 1e13, Example = "2 min")]
    public Duration StartTime { get; init; } = Duration.FromMinutes(2);
}
