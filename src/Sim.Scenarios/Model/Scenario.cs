using System.Collections.Generic;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>Everything a user may write: which workload, on which hosts, under which policies.</summary>
public sealed record Scenario : IHasRules
{
    /// <summary>The scenario's name; the file's name where none is written.</summary>
    [Key("name", "Name of the scenario and of its result folder. Left out: the file's name.")]
    public string Name { get; init; } = "";

    /// <summary>The file that this one was laid over. Merged before anything is read, so null in a loaded scenario.</summary>
    [Key("extends", "Scenario file that this one is laid over: mappings merge, everything else replaces.", Example = "base.yaml")]
    public FilePath? Extends { get; init; }

    /// <summary>The user's own catalogue files, which hide built-in entries of the same name.</summary>
    [Key("catalogues", "Catalogue files of your own; their entries hide built-in ones of the same name.", Example = "my-hosts.yaml")]
    public IReadOnlyList<FilePath> Catalogues { get; init; } = [];

    /// <summary>The root of all random streams.</summary>
    [Key("seed", "Root of all random streams.", Min = 0)]
    public long Seed { get; init; } = 1;

    /// <summary>What one step is.</summary>
    [Key("resolution", "What one step is: a trace sample, or a scheduling, paging or I/O event.")]
    public Resolution Resolution { get; init; } = Resolution.Interval;

    /// <summary>How long to simulate; null for the trace's span.</summary>
    [Key("duration", "How long to simulate. Left out: the trace's span.", Min = 1, Example = "24 h")]
    public Duration? Duration { get; init; }

    /// <summary>How much of the start is simulated but not counted.</summary>
    [Key("warmup", "How much of the start is simulated but not counted.", Min = 0, Example = "1 h")]
    public Duration Warmup { get; init; } = Sim.Kernel.Quantities.Duration.Zero;

    /// <summary>The VMs and what they demand.</summary>
    [Key("workload", "VMs and what they demand.")]
    public IReadOnlyList<Workload> Workload { get; init; } = [];

    /// <summary>The hosts.</summary>
    [Key("hosts", "Hosts, in groups that are alike.")]
    public IReadOnlyList<HostGroup> Hosts { get; init; } = [];

    /// <summary>The order of the hosts of several groups.</summary>
    [Key("hostOrder", "Order in which placement tries the hosts: group after group, or one of each in turn.")]
    public HostOrder HostOrder { get; init; } = HostOrder.Blocks;

    /// <summary>The resource pools.</summary>
    [Key("pools", "Resource pools that VM types refer to.")]
    public IReadOnlyList<ResourcePool> Pools { get; init; } = [];

    /// <summary>What lies between the VMs and the hardware.</summary>
    [Key("hypervisor", "What lies between the VMs and the hardware: a name of hypervisors, a mapping, or a mapping that extends a name.", Names = "hypervisors", Example = "kvm")]
    public Hypervisor Hypervisor { get; init; } = new();

    /// <summary>Which VM goes where.</summary>
    [Key("placement", "Which VM goes to which host.")]
    public Placement Placement { get; init; } = new();

    /// <summary>How energy is counted.</summary>
    [Key("power", "How energy is counted.")]
    public PowerSettings Power { get; init; } = new();

    /// <summary>Another simulator whose conventions are followed.</summary>
    [Key("compatibility", "Another simulator whose conventions are followed, so that results can be compared.")]
    public Compatibility Compatibility { get; init; } = Compatibility.None;

    /// <summary>What is written down.</summary>
    [Key("record", "What the run writes down.")]
    public RecordSettings Record { get; init; } = new();

    /// <summary>What must hold of the result.</summary>
    [Key("slo", "What must hold of the result; sim run exits with 1 where one does not.", Example = "cpu_ready_pct.p95 <= 5")]
    public IReadOnlyList<Slo> Slo { get; init; } = [];

    /// <inheritdoc/>
    void IHasRules.Check(RuleContext rules)
    {
        ScenarioRules.Check(this, rules);
    }
}
