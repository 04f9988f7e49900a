using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="EdfCbs"/>.</summary>
public sealed record EdfCbsOptions
{
    /// <summary>Budget of a vCPU whose VM names none.</summary>
    [Key("budget", "Budget Q of a vCPU whose VM names none; not above its period.", Min = 1000, Max = 1e12, Example = "10 ms")]
    public Duration Budget { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>Period of a vCPU whose VM names none.</summary>
    [Key("period", "Period T of a vCPU whose VM names none.", Min = 1000, Max = 1e12, Example = "100 ms")]
    public Duration Period { get; init; } = Duration.FromMilliseconds(100);
}
