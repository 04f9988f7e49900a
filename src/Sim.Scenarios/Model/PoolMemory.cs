using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>What a resource pool claims of the memory of each host.</summary>
public sealed record PoolMemory : IHasRules
{
    /// <summary>Its weight against its siblings.</summary>
    [Key("shares", "Weight against its siblings when memory is short.", Min = 1, Max = 1e9)]
    public int Shares { get; init; } = 163_840; // 16 GiB at ESXi's 'normal' of 10 a MiB: what vSphere gives a new pool

    /// <summary>What is kept for its VMs.</summary>
    [Key("reservation", "Memory that is kept for its VMs on each host, whatever its siblings want.", Min = 0, Example = "8 GiB")]
    public Bytes Reservation { get; init; } = Bytes.Zero;

    /// <summary>The most that its VMs get together; null for none.</summary>
    [Key("limit", "Machine memory that its VMs on a host never exceed together. Left out: no limit.", Min = 1, Example = "32 GiB")]
    public Bytes? Limit { get; init; }

    /// <inheritdoc/>
    void IHasRules.Check(RuleContext rules)
    {
        if (Limit is { } limit && limit < Reservation)
        {
            rules["limit"].Fault($"{limit} given; must be at least the reservation, {Reservation}");
        }
    }
}
