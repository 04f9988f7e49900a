using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="HostedMacOs"/>.</summary>
public sealed record HostedMacOsOptions
{
    /// <summary>The quantum.</summary>
    [Key("quantum", "How long a thread runs in turn.", Min = 100_000, Max = 1e10, Example = "10 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>How much of a pCPU each vCPU may use.</summary>
    [Key("executionCap", "Percentage of a pCPU that each vCPU may use (VirtualBox's --cpuexecutioncap).", Min = 1, Max = 100)]
    public double ExecutionCap { get; init; } = 100;

    /// <summary>The time within which the cap holds.</summary>
    [Key("executionCapWindow", "Time within which the execution cap holds.", Min = 1e6, Max = 1e10, Example = "100 ms")]
    public Duration ExecutionCapWindow { get; init; } = Duration.FromMilliseconds(100);
}
