using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Options of <see cref="HyperVClassic"/> and <see cref="HyperVCore"/>.</summary>
/// <remarks>Microsoft publishes neither the quantum nor the window of limits: the defaults are assumptions.</remarks>
public sealed record HyperVClassicOptions
{
    /// <summary>The longest time on a pCPU in turn.</summary>
    [Key("quantum", "How long a virtual processor runs at most before others get their turn.", Min = 100_000, Max = 1e10, Example = "10 ms")]
    public Duration Quantum { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>The time within which limits hold.</summary>
    [Key("limitPeriod", "Time within which limits hold.", Min = 1e6, Max = 1e10, Example = "10 ms")]
    public Duration LimitPeriod { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>How far a running VM must be ahead of a waking one to lose its pCPU.</summary>
    [Key("wakeLead", "How far, in CPU time, a running VM must be ahead of a waking one to lose its pCPU to it.", Min = 0, Max = 1e10, Example = "500 us")]
    public Duration WakeLead { get; init; } = Duration.FromNanoseconds(500_000);
}
