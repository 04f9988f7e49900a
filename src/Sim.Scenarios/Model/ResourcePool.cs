using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>VMs, and pools of VMs, that share one claim on the CPU of their host.</summary>
public sealed record ResourcePool : IHasRules
{
    /// <summary>The name by which VM types and other pools refer to it.</summary>
    [Key("name", "Name by which VM types and other pools refer to it.", Required = true, Example = "production")]
    public string Name { get; init; } = "";

    /// <summary>The pool it is in; null for the host's root pool.</summary>
    [Key("parent", "Pool it is in, one of 'pools'. Left out: directly in the host.")]
    public string? Parent { get; init; }

    /// <summary>Its weight against its siblings.</summary>
    [Key("shares", "Weight against its siblings.", Min = 1, Max = 100_000_000)]
    public int Shares { get; init; } = 4000;

    /// <summary>CPU that it gets on each host whenever its VMs want it.</summary>
    [Key("reservation", "CPU that it gets on each host whenever its VMs want it.", Min = 0, Example = "2 GHz")]
    public Frequency Reservation { get; init; } = Frequency.Zero;

    /// <summary>CPU beyond which its VMs on a host get nothing; null for none.</summary>
    [Key("limit", "CPU beyond which its VMs on a host get nothing. Left out: no limit.", Min = 1, Example = "8 GHz")]
    public Frequency? Limit { get; init; }

    /// <summary>Its claim on the memory of each host.</summary>
    [Key("memory", "Its claim on the memory of each host: shares, reservation, limit; where memory is modelled.")]
    public PoolMemory Memory { get; init; } = new();

    /// <inheritdoc/>
    void IHasRules.Check(RuleContext rules)
    {
        if (Limit is { } limit && limit < Reservation)
        {
            rules["limit"].Fault($"{limit} given; must be at least the reservation, {Reservation}");
        }
    }
}
