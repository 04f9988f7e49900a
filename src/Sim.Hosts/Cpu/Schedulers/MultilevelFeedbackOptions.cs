using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="MultilevelFeedback"/>.</summary>
public sealed record MultilevelFeedbackOptions
{
    /// <summary>How many levels.</summary>
    [Key("levels", "How many levels.", Min = 1, Max = 64, Example = "3")]
    public int Levels { get; init; } = 3;

    /// <summary>The quantum of the highest level.</summary>
    [Key("quantum", "How long a vCPU runs in the highest level before it sinks.", Min = 1000, Max = 1e10, Example = "10 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>By how much the quantum grows from a level to the next lower one.</summary>
    [Key("growth", "How many times longer the quantum is a level further down.", Min = 1, Max = 16, Example = "2")]
    public double Growth { get; init; } = 2;

    /// <summary>How often all rise to the top.</summary>
    [Key("reset", "After how long all rise to the highest level again.", Min = 1e6, Max = 1e13, Example = "1 s")]
    public Duration Reset { get; init; } = Duration.FromSeconds(1);
}
