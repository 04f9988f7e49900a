using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="HostedWindows"/>.</summary>
public sealed record HostedWindowsOptions
{
    /// <summary>The clock interval.</summary>
    [Key("tick", "Clock interval of Windows.", Min = 100_000, Max = 1e9, Example = "15625 us")]
    public Duration Tick { get; init; } = Duration.FromNanoseconds(15_625_000);

    /// <summary>The quantum in clock intervals.</summary>
    [Key("quantumTicks", "Quantum in clock intervals: 2 on clients, 12 on servers.", Min = 1, Max = 100)]
    public int QuantumTicks { get; init; } = 2;

    /// <summary>The VM whose window is in front.</summary>
    [Key("foreground", "Name of the VM whose window is in front. Left out: none is.")]
    public string Foreground { get; init; } = "";

    /// <summary>How much longer its quantum is.</summary>
    [Key("foregroundFactor", "How many times longer the quantum of the foreground VM is.", Min = 1, Max = 12)]
    public int ForegroundFactor { get; init; } = 3;

    /// <summary>What a wake-up lifts.</summary>
    [Key("wakeBoost", "Levels that a wake-up lifts the priority; one is lost with each quantum.", Min = 0, Max = 15)]
    public int WakeBoost { get; init; } = 1;

    /// <summary>How much of a pCPU each vCPU may use.</summary>
    [Key("executionCap", "Percentage of a pCPU that each vCPU may use (VirtualBox's --cpuexecutioncap).", Min = 1, Max = 100)]
    public double ExecutionCap { get; init; } = 100;

    /// <summary>The time within which the cap holds.</summary>
    [Key("executionCapWindow", "Time within which the execution cap holds.", Min = 1e6, Max = 1e10, Example = "100 ms")]
    public Duration ExecutionCapWindow { get; init; } = Duration.FromMilliseconds(100);
}
