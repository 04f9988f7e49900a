using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Sedf"/>.</summary>
public sealed record SedfOptions
{
    /// <summary>Slice of a vCPU whose VM names no budget.</summary>
    [Key("slice", "Slice of a vCPU whose VM names no budget; zero: it has extra time only, as Xen's guests by default.", Min = 0, Max = 1e12, Example = "15 ms")]
    public Duration Slice { get; init; } = Duration.Zero;

    /// <summary>Period of a vCPU whose VM names none.</summary>
    [Key("period", "Period of a vCPU whose VM names none.", Min = 10_000, Max = 1e10, Example = "20 ms")]
    public Duration Period { get; init; } = Duration.FromMilliseconds(100);

    /// <summary>Whether a VM that does not say so may use extra time.</summary>
    [Key("extraTime", "Whether a vCPU whose VM does not say may use time that no slice needs.")]
    public bool ExtraTime { get; init; } = true;

    /// <summary>The quantum of extra time.</summary>
    [Key("extraQuantum", "How long each has extra time in turn.", Min = 1000, Max = 1e10, Example = "500 us")]
    public Duration ExtraQuantum { get; init; } = Duration.FromNanoseconds(500_000);
}
