using Sim.Kernel.Plugins;

namespace Sim.Scenarios;

/// <summary>What lies between the VMs and the hardware.</summary>
[Catalogue("hypervisors")]
public sealed record Hypervisor
{
    /// <summary>What it is called; the catalogue's name where it comes from one.</summary>
    [Key("name", "What it is called in results. Left out: its name in the catalogue, if any.")]
    public string Name { get; init; } = "";

    /// <summary>How CPU is shared out at event resolution.</summary>
    [Key("cpu", "How CPU is shared out at event resolution.")]
    public HypervisorCpu Cpu { get; init; } = new();

    /// <summary>How memory is shared out; null where it is not modelled: every VM has all of its memory, at no cost.</summary>
    [Key("memory", "How memory is shared out. Left out: it is not modelled, every VM has what it is configured with.")]
    public HypervisorMemory? Memory { get; init; }

    /// <summary>A cost table, of one core whatever the hosts' types; null where constants are the models' own.</summary>
    [Key("costTable", "Cost table of sim core calibrate, relative to this file: what it measures wins over defaults, what is written wins over it; see sim describe memory-costs, memory-translation, cpu-features, cpu-hardware. Left out: defaults.", Example = "costs/server-ooo.csv")]
    public FilePath? CostTable { get; init; }

    /// <summary>Where it is documented.</summary>
    [Key("source", "Where it is documented; required in catalogues.")]
    public string Source { get; init; } = "";
}
