using System.Collections.Generic;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>How a hypervisor shares out memory.</summary>
public sealed record HypervisorMemory
{
    /// <summary>How much each VM should have.</summary>
    [Key("policy", "How much memory each VM should have: a name, or a mapping of 'name' and its options.", Names = "memory-policies", Example = "esx-shares")]
    public PartReference Policy { get; init; } = new(new PartName("none"), PartOptions.None);

    /// <summary>Free memory below which the host is short.</summary>
    [Key("ladder", "Free memory below which balloons, swap and worse set in; see sim describe memory-ladder.")]
    public PartOptions Ladder { get; init; } = PartOptions.None;

    /// <summary>Ways to get by with less.</summary>
    [Key("mechanisms", "Ways to get by with less memory, in the order in which they are tried: names, or mappings of 'name' and options.", Names = "memory-mechanisms", Example = "[ksm, balloon, swap]")]
    public IReadOnlyList<PartReference> Mechanisms { get; init; } = [];

    /// <summary>How pages are kept.</summary>
    [Key("fidelity", "How pages are kept: as sums by class and heat, or every page by itself (hosts of up to 64 GiB).")]
    public MemoryFidelity Fidelity { get; init; } = MemoryFidelity.Statistical;

    /// <summary>What the hypervisor keeps of each host for itself.</summary>
    [Key("reserve", "Memory that the hypervisor keeps of each host for itself.", Min = 0, Example = "2 GiB")]
    public Bytes Reserve { get; init; } = Bytes.Zero;

    /// <summary>What it needs for each VM.</summary>
    [Key("overhead", "Memory that it needs for each VM, beside the VM's own.")]
    public MemoryOverhead Overhead { get; init; } = new();

    /// <summary>Whether guests get pages of 2 MiB where they can.</summary>
    [Key("largePages", "Whether guests are backed with pages of 2 MiB where they can be; those are not shared until they are broken up.")]
    public bool LargePages { get; init; }

    /// <summary>What operations on pages cost.</summary>
    [Key("costs", "What operations on pages cost; see sim describe memory-costs.")]
    public PartOptions Costs { get; init; } = PartOptions.None;

    /// <summary>How addresses are translated; null: at no cost.</summary>
    [Key("translation", "How guest addresses are translated, and what that costs; see sim describe memory-translation. Left out: nothing.")]
    public PartOptions? Translation { get; init; }

    /// <summary>Where it is documented.</summary>
    [Key("source", "Where it is documented.")]
    public string Source { get; init; } = "";
}
