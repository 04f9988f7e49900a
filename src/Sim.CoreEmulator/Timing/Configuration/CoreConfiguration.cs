using System.Collections.Generic;
using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.CoreEmulator.Timing.Configuration;

/// <summary>A core and its memory system: what the catalogue <c>cores</c> holds.</summary>
[Catalogue("cores")]
public sealed record CoreConfiguration
{
    /// <summary>Its name.</summary>
    [Key("name", "What it is called in results. Left out: its name in the catalogue, if any.")]
    public string Name { get; init; } = "";

    /// <summary>What it is like.</summary>
    [Key("summary", "One sentence on what it is like.")]
    public string Summary { get; init; } = "";

    /// <summary>Where the numbers come from.</summary>
    [Key("source", "Where the numbers come from.")]
    public string Source { get; init; } = "";

    /// <summary>How it orders its work.</summary>
    [Key("pipeline", "How it orders its work: in-order or out-of-order.")]
    public PipelineKind Pipeline { get; init; } = PipelineKind.OutOfOrder;

    /// <summary>Its clock.</summary>
    [Key("frequency", "Clock of the core and its private caches; memory has a clock of its own.", Min = 1e6, Max = 1e11, Example = "3 GHz")]
    public Frequency Frequency { get; init; } = Frequency.FromMegahertz(3000);

    /// <summary>The instruction set that programs may use; empty for everything.</summary>
    [Key("isa", "Instruction set that programs may use, such as rv64gch. Left out: everything.")]
    public string Isa { get; init; } = "";

    /// <summary>Cores that share the last level and memory.</summary>
    [Key("cores", "Cores that share the last-level cache and memory, when a program runs on several harts at most.", Min = 1, Max = 64)]
    public int Cores { get; init; } = 4;

    /// <summary>Fetching and decoding.</summary>
    [Key("frontEnd", "Fetching and decoding.")]
    public FrontEndConfiguration FrontEnd { get; init; } = new();

    /// <summary>Branch prediction.</summary>
    [Key("branches", "Branch prediction.")]
    public BranchConfiguration Branches { get; init; } = new();

    /// <summary>What only an in-order core has.</summary>
    [Key("inOrder", "What only an in-order core has.")]
    public InOrderConfiguration InOrder { get; init; } = new();

    /// <summary>What only an out-of-order core has.</summary>
    [Key("outOfOrder", "What only an out-of-order core has.")]
    public OutOfOrderConfiguration OutOfOrder { get; init; } = new();

    /// <summary>Functional units.</summary>
    [Key("units", "Functional units. An operation that no unit names takes one cycle of any.")]
    public IReadOnlyList<UnitConfiguration> Units { get; init; } = [];

    /// <summary>CSRs, traps, fences.</summary>
    [Key("system", "What CSRs, traps and fences cost.")]
    public SystemConfiguration System { get; init; } = new();

    /// <summary>Caches and memory.</summary>
    [Key("memory", "Caches, translation and memory.")]
    public MemoryConfiguration Memory { get; init; } = new();
}
