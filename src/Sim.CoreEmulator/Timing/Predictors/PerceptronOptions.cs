using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Options of <see cref="Perceptron"/>.</summary>
public sealed record PerceptronOptions
{
    /// <summary>Perceptrons.</summary>
    [Key("entries", "Perceptrons, chosen by address; the next power of 2.", Min = 1, Max = 1 << 20)]
    public int Entries { get; init; } = 512;

    /// <summary>Outcomes that each weighs.</summary>
    [Key("history", "Outcomes of earlier branches that each weighs.", Min = 1, Max = 64)]
    public int History { get; init; } = 32;

    /// <summary>Bits of a weight.</summary>
    [Key("bits", "Bits of a weight, its sign included.", Min = 2, Max = 15)]
    public int Bits { get; init; } = 8;
}
