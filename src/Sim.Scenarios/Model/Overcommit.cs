using Sim.Kernel.Plugins;

namespace Sim.Scenarios;

/// <summary>How much more may be promised than there is.</summary>
public sealed record Overcommit
{
    /// <summary>vCPUs for each core.</summary>
    [Key("cpu", "Promised CPU over that of the host: 4 allows four vCPUs a core.", Min = double.Epsilon, Max = 1000)]
    public double Cpu { get; init; } = 1;

    /// <summary>Configured memory over that of the host.</summary>
    [Key("memory", "Configured memory over that of the host.", Min = double.Epsilon, Max = 1000)]
    public double Memory { get; init; } = 1;
}
