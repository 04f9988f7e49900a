using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Rtds"/>; the defaults are Xen's.</summary>
public sealed record RtdsOptions
{
    /// <summary>Period of each vCPU, where its VM claims no other.</summary>
    [Key("period", "Period of each vCPU, where its VM claims no other.", Min = 1e4, Max = 1e12, Example = "10 ms")]
    public Duration Period { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>Budget of each vCPU in each period, where its VM claims no other; at most the period.</summary>
    [Key("budget", "Budget of each vCPU in each period, where its VM claims no other.", Min = 1e4, Max = 1e12, Example = "4 ms")]
    public Duration Budget { get; init; } = Duration.FromMilliseconds(4);

    /// <summary>Whether a vCPU without budget may use time that nobody has reserved, where its VM claims nothing else.</summary>
    [Key("extraTime", "Whether a vCPU without budget may use time that nobody has reserved, where its VM claims nothing else.")]
    public bool ExtraTime { get; init; } = true;
}
