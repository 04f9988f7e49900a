using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="BorrowedVirtualTime"/>.</summary>
public sealed record BorrowedVirtualTimeOptions
{
    /// <summary>Context-switch allowance C.</summary>
    [Key("allowance", "How long a vCPU may run on once another has come before it (C).", Min = 1000, Max = 1e10, Example = "5 ms")]
    public Duration Allowance { get; init; } = Duration.FromMilliseconds(5);

    /// <summary>The longest slice.</summary>
    [Key("longestSlice", "After how long at most a pCPU decides again; not below the allowance.", Min = 1000, Max = 1e10, Example = "30 ms")]
    public Duration LongestSlice { get; init; } = Duration.FromMilliseconds(30);

    /// <summary>Warp time limit L.</summary>
    [Key("warpLimit", "How long a vCPU may run warped after it has woken (L); zero: without limit.", Min = 0, Max = 1e12, Example = "20 ms")]
    public Duration WarpLimit { get; init; } = Duration.Zero;

    /// <summary>Unwarp time requirement U.</summary>
    [Key("unwarpTime", "How long a vCPU must have been unwarped before it is warped again (U).", Min = 0, Max = 1e12, Example = "0 s")]
    public Duration UnwarpTime { get; init; } = Duration.Zero;

    /// <summary>How far a tag may part from virtual time.</summary>
    [Key("lagLimit", "On several pCPUs, how much time of a vCPU with average shares a tag may lie before or behind virtual time.", Min = 1e6, Max = 1e13, Example = "10 s")]
    public Duration LagLimit { get; init; } = Duration.FromSeconds(10);
}
