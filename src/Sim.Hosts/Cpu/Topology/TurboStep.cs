using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Topology;

/// <summary>The clock while at most so many cores of a socket are busy.</summary>
public sealed record TurboStep
{
    /// <summary>Up to how many busy cores.</summary>
    [Key("cores", "Up to how many busy cores of the socket it holds.", Required = true, Min = 1, Max = 65536)]
    public int Cores { get; init; } = 1;

    /// <summary>The clock as a multiple of the nominal.</summary>
    [Key("speed", "Clock as a multiple of the nominal one.", Required = true, Min = 0.1, Max = 8)]
    public double Speed { get; init; } = 1;
}
