using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;
using Sim.Scenarios.Binding;

namespace Sim.Scenarios;

/// <summary>What a VM claims of its host's memory; each policy reads what its real counterpart has.</summary>
public sealed record VmMemoryClaim
{
    /// <summary>Its weight when memory is short; null for ten for each MiB, as ESXi's 'normal'.</summary>
    [Key("shares", "Weight against the other VMs of its pool when memory is short. Left out: 10 for each MiB.", Min = 1, Max = 1e9)]
    public int? Shares { get; init; }

    /// <summary>What is never taken from it.</summary>
    [Key("reservation", "Memory that is never taken from it once it has touched it.", Min = 0, Example = "1 GiB")]
    public Bytes Reservation { get; init; } = Bytes.Zero;

    /// <summary>The most machine memory that it gets; null for its size.</summary>
    [Key("limit", "Machine memory beyond which it gets none, however much is free. Left out: its size.", Min = 1, Example = "2 GiB")]
    public Bytes? Limit { get; init; }

    /// <summary>What it starts with under Dynamic Memory; null for its size.</summary>
    [Key("startup", "Memory that it starts with under dynamic-memory. Left out: its size.", Min = 1, Example = "1 GiB")]
    public Bytes? Startup { get; init; }

    /// <summary>What it keeps in any case; null for 512 MiB, or its size if that is less.</summary>
    [Key("minimum", "Memory below which dynamic-memory and external balloons do not shrink it. Left out: 512 MiB, or what it starts with if that is less.", Min = 0, Example = "512 MiB")]
    public Bytes? Minimum { get; init; }

    /// <summary>Memory kept free above its demand under Dynamic Memory.</summary>
    [Key("buffer", "Memory kept free above its demand under dynamic-memory, as a part of the demand.", Min = 0, Max = 20)]
    public double Buffer { get; init; } = 0.2;

    /// <summary>Who is served first under Dynamic Memory.</summary>
    [Key("weight", "Who is served first under dynamic-memory, 0 to 100.", Min = 0, Max = 100)]
    public double Weight { get; init; } = 50;

    /// <summary>Whose pages may be shared with it; empty: with nobody's.</summary>
    [Key("salt", "VMs of the same salt may share pages where the hypervisor salts them (ESXi). Left out: with no other VM.", Example = "desktops")]
    public string Salt { get; init; } = "";

    /// <summary>Reports what does not fit a VM of that size.</summary>
    internal void Check(Bytes size, RuleContext rules)
    {
        if (Reservation > size)
        {
            rules["reservation"].Fault($"{Reservation} given; must be at most the VM's memory, {size}");
        }

        if (Limit is { } limit && limit < Reservation)
        {
            rules["limit"].Fault($"{limit} given; must be at least the reservation, {Reservation}");
        }

        if (Startup is { } startup && startup > size)
        {
            rules["startup"].Fault($"{startup} given; must be at most the VM's memory, {size}");
        }

        if (Minimum is { } minimum && minimum > (Startup ?? size))
        {
            rules["minimum"].Fault($"{minimum} given; must be at most the memory that it starts with, {Startup ?? size}");
        }
    }
}
