using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Policies;

/// <summary>An entry of <see cref="ExternalTargetsOptions"/>: from some time on, a VM should have so much memory.</summary>
public sealed record ExternalTarget
{
    /// <summary>The VM.</summary>
    [Key("vm", "Name of the VM; with a star at its end, all VMs whose names begin so.", Required = true, Example = "web-*")]
    public string Vm { get; init; } = "";

    /// <summary>When.</summary>
    [Key("at", "From when on; left out: from the start.", Min = 0, Example = "2 h")]
    public Duration At { get; init; }

    /// <summary>How much.</summary>
    [Key("memory", "Memory it should have: never below its minimum, nor above its size.", Required = true, Min = 0, Example = "2 GiB")]
    public Bytes Memory { get; init; }
}
