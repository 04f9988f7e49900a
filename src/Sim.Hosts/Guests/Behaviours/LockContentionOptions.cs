using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Behaviours;

/// <summary>Options of <see cref="LockContention"/>.</summary>
public sealed record LockContentionOptions
{
    /// <summary>Mean work of each thread between two critical sections.</summary>
    [Key("work", "Mean work of each thread between two critical sections.", Min = 1, Max = 1e13, Example = "20 us")]
    public Duration Work { get; init; } = Duration.FromNanoseconds(20000);

    /// <summary>Mean work in a critical section.</summary>
    [Key("held", "Mean work in a critical section.", Min = 1, Max = 1e13, Example = "1 us")]
    public Duration Held { get; init; } = Duration.FromNanoseconds(1000);

    /// <summary>How both vary.</summary>
    [Key("spread", "How both vary.")]
    public Spread Spread { get; init; } = Spread.Exponential;

    /// <summary>Locks; each section takes one at random.</summary>
    [Key("locks", "Locks; each section takes one at random.", Min = 1, Max = 10000)]
    public int Locks { get; init; } = 1;

    /// <summary>How a thread waits for a lock.</summary>
    [Key("wait", "How a thread waits for a lock.")]
    public WaitStyle Wait { get; init; } = WaitStyle.Spin;

    /// <summary>How long it spins before it sleeps or halts.</summary>
    [Key("spinLimit", "How long it spins before it sleeps or halts.", Min = 0, Max = 1e13, Example = "20 us")]
    public Duration SpinLimit { get; init; } = Duration.FromNanoseconds(20000);

    /// <summary>Whether locks go to waiters in their order (ticket and queue locks); else to whoever runs first.</summary>
    [Key("fair", "Whether locks go to waiters in their order (ticket and queue locks); else to whoever runs first.")]
    public bool Fair { get; init; } = true;
}
