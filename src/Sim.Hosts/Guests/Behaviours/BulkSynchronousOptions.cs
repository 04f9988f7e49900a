using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Options of <see cref="BulkSynchronous"/>.</summary>
public sealed record BulkSynchronousOptions
{
    /// <summary>Mean work of each thread between two barriers.</summary>
    [Key("work", "Mean work of each thread between two barriers.", Min = 1, Max = 1e13, Example = "10 ms")]
    public Duration Work { get; init; } = Duration.FromMilliseconds(10);

    /// <summary>How that work varies.</summary>
    [Key("spread", "How that work varies.")]
    public Spread Spread { get; init; } = Spread.Constant;

    /// <summary>How a thread waits at the barrier.</summary>
    [Key("wait", "How a thread waits at the barrier.")]
    public WaitStyle Wait { get; init; } = WaitStyle.SpinThenBlock;

    /// <summary>How long it spins before it sleeps.</summary>
    [Key("spinLimit", "How long it spins before it sleeps.", Min = 0, Max = 1e13, Example = "100 us")]
    public Duration SpinLimit { get; init; } = Duration.FromNanoseconds(100000);
}
