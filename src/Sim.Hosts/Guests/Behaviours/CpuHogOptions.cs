using Sim.Kernel.Plugins;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Options of <see cref="CpuHog"/>.</summary>
public sealed record CpuHogOptions
{
    /// <summary>Threads on each vCPU.</summary>
    [Key("threads", "Threads on each vCPU.", Min = 1, Max = 1000)]
    public int Threads { get; init; } = 1;
}
