using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>An entry of the major frame of <see cref="Arinc653"/>.</summary>
public sealed record Arinc653Slot
{
    /// <summary>The VM.</summary>
    [Key("vm", "Name of the VM; empty: nobody runs.", Example = "flight-control")]
    public string Vm { get; init; } = "";

    /// <summary>Which of its vCPUs.</summary>
    [Key("vcpu", "Which of its vCPUs, from 0.", Min = 0, Max = 4095, Example = "0")]
    public int Vcpu { get; init; }

    /// <summary>On which pCPU.</summary>
    [Key("pcpu", "On which pCPU, from 0.", Min = 0, Max = 4095, Example = "0")]
    public int Pcpu { get; init; }

    /// <summary>How long.</summary>
    [Key("length", "How long the slot is.", Min = 1000, Max = 1e12, Example = "10 ms")]
    public Duration Length { get; init; } = Duration.FromMilliseconds(10);
}
