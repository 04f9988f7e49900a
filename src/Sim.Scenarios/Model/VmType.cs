using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>The size of a virtual machine, and its claim on the CPU.</summary>
[Catalogue("vm-types")]
public sealed record VmType : IHasRules
{
    /// <summary>What it is called in results; the catalogue's name where it comes from one.</summary>
    [Key("name", "What it is called in results. Left out: its name in the catalogue, if any.", Example = "large")]
    public string Name { get; init; } = "";

    /// <summary>Virtual CPUs.</summary>
    [Key("vcpus", "Virtual CPUs.", Min = 1, Max = 4096)]
    public int Vcpus { get; init; } = 1;

    /// <summary>The speed of one vCPU; null where it is that of the host's cores.</summary>
    [Key("speed", "Speed of one vCPU. Left out: that of the host's cores.", Min = 1, Example = "2500 MHz")]
    public Frequency? Speed { get; init; }

    /// <summary>Memory.</summary>
    [Key("memory", "Memory.", Min = 1, Example = "870 MiB")]
    public Bytes Memory { get; init; } = Bytes.FromGibibytes(1);

    /// <summary>Its weight against its siblings in the same pool; null for 1000 for each vCPU, as ESXi's 'normal'.</summary>
    [Key("shares", "Weight against the other VMs of its pool. Left out: 1000 for each vCPU.", Min = 1, Max = 1_000_000)]
    public int? Shares { get; init; }

    /// <summary>CPU that it gets whenever it wants it.</summary>
    [Key("reservation", "CPU that it gets whenever it wants it.", Min = 0, Example = "500 MHz")]
    public Frequency Reservation { get; init; } = Frequency.Zero;

    /// <summary>CPU beyond which it gets nothing, even on an idle host; null for none.</summary>
    [Key("limit", "CPU beyond which it gets nothing, even on an idle host. Left out: no limit.", Min = 1, Example = "2 GHz")]
    public Frequency? Limit { get; init; }

    /// <summary>The resource pool it is in; null for none.</summary>
    [Key("pool", "Resource pool it is in, one of 'pools'. Left out: none.")]
    public string? Pool { get; init; }

    /// <summary>What it asks of the vCPU scheduler beyond that.</summary>
    [Key("cpu", "What it asks of the vCPU scheduler beyond its shares, reservation and limit; for event resolution.")]
    public VmCpu Cpu { get; init; } = new();

    /// <summary>Its claim on the host's memory.</summary>
    [Key("memoryClaim", "Its claim on the host's memory: shares, reservation, limit and what else policies read; where memory is modelled.")]
    public VmMemoryClaim MemoryClaim { get; init; } = new();

    /// <summary>Where the numbers come from.</summary>
    [Key("source", "Where the numbers come from; required in catalogues.")]
    public string Source { get; init; } = "";

    /// <inheritdoc/>
    void IHasRules.Check(RuleContext rules)
    {
        if (Limit is { } limit && limit < Reservation)
        {
            rules["limit"].Fault($"{limit} given; must be at least the reservation, {Reservation}");
        }

        MemoryClaim.Check(Memory, rules["memoryClaim"]);
    }
}
