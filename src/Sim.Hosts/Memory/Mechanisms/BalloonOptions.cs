using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>Options of <see cref="Balloon"/>.</summary>
public sealed record BalloonOptions
{
    /// <summary>How often the driver looks for its target.</summary>
    [Key("poll", "How often the driver in the guest asks for its target.", Min = 1e6, Max = 1e11, Example = "1 s")]
    public Duration Poll { get; init; } = Duration.FromSeconds(1);

    /// <summary>How much it moves between two looks: [M], that there is a limit is published, not which.</summary>
    [Key("rate", "Memory that a balloon can take or give back in a second.", Min = 4096, Example = "64 MiB")]
    public Bytes Rate { get; init; } = Bytes.FromMebibytes(64);

    /// <summary>Its ceiling (Mem.CtlMaxPercent 65).</summary>
    [Key("ceiling", "The most that a balloon takes, as a part of the VM's memory.", Min = 0, Max = 1)]
    public double Ceiling { get; init; } = 0.65;
}
