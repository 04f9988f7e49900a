using Sim.Kernel.Plugins;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>How a hypervisor shares out CPU at event resolution.</summary>
public sealed record HypervisorCpu
{
    /// <summary>The scheduler, by name or with its options.</summary>
    [Key("scheduler", "vCPU scheduler: a name, or a mapping of 'name' and its options.", Names = "schedulers", Example = "credit2")]
    public PartReference Scheduler { get; init; } = new(new PartName("eevdf"), PartOptions.None);

    /// <summary>What it adds to any scheduler.</summary>
    [Key("features", "Pause-loop exits, halt polling, guest slices; see sim describe cpu-features.")]
    public PartOptions Features { get; init; } = PartOptions.None;
}
