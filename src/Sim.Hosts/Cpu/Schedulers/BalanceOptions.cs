using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="Balance"/>.</summary>
public sealed record BalanceOptions
{
    /// <summary>The quantum.</summary>
    [Key("quantum", "How long each runs before the next decision.", Min = 1000, Max = 1e10, Example = "10 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>How often load is balanced.</summary>
    [Key("balanceInterval", "How often a waiting vCPU is moved from the most to the least loaded pCPU.", Min = 100_000, Max = 1e12, Example = "100 ms")]
    public Duration BalanceInterval { get; init; } = Duration.FromMilliseconds(100);
}
