using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="PriorityAging"/>.</summary>
public sealed record PriorityAgingOptions
{
    /// <summary>The quantum.</summary>
    [Key("quantum", "How long each runs before the next decision.", Min = 1000, Max = 1e10, Example = "10 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>The wait that raises the priority by one.</summary>
    [Key("agingInterval", "How long a vCPU waits for one more level of priority.", Min = 1000, Max = 1e13, Example = "100 ms")]
    public Duration AgingInterval { get; init; } = Duration.FromMilliseconds(100);
}
