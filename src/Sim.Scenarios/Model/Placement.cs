using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>Which VM goes to which host.</summary>
public sealed record Placement
{
    /// <summary>The policy's name.</summary>
    [Key("policy", "Placement policy.", Names = "placement-policies", Example = "best-fit")]
    public PartName Policy { get; init; } = new("first-fit");

    /// <summary>How much more may be promised than there is.</summary>
    [Key("overcommit", "How much more may be promised than there is.")]
    public Overcommit Overcommit { get; init; } = new();

    /// <summary>By what a VM's memory counts.</summary>
    [Key("memory", "What of a VM's memory counts when it is placed: the configured size, or the most that it will want (its working set and a quarter of what else it uses). Reservations always count.")]
    public MemoryAdmission Memory { get; init; } = MemoryAdmission.Configured;

    /// <summary>Order of VMs that arrive in the same step. Default: the workload's.</summary>
    [Key("order", "Order in which VMs that arrive together are placed: the workload's, or by falling CPU size.")]
    public PlacementOrder Order { get; init; } = PlacementOrder.Arrival;

    /// <summary>Whether a VM whose vCPUs are faster than a host's cores is kept off it. Default: no, it just runs slower.</summary>
    [Key("requireCoreSpeed", "Whether a VM whose vCPUs are faster than a host's cores is kept off it.")]
    public bool RequireCoreSpeed { get; init; }

    /// <summary>The policy's options.</summary>
    [Key("options", "Options of the policy; see sim describe and its name.")]
    public PartOptions Options { get; init; } = PartOptions.None;
}
