using Sim.Kernel.Plugins;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests;

/// <summary>What a guest's kernel does by itself, whatever its threads do: the timer tick.</summary>
public sealed record GuestOptions
{
    /// <summary>Ticks a second on each vCPU; zero: none.</summary>
    [Key("tickHz", "Timer ticks a second on each vCPU (Linux: 100, 250 or 1000; Windows: 64); 0: none.", Min = 0, Max = 10_000, Example = "250")]
    public int TickHz { get; init; }

    /// <summary>Work of a tick.</summary>
    [Key("tickCost", "Work of a tick, the exits that it causes included.", Min = 1, Max = 1e6, Example = "2 us")]
    public Duration TickCost { get; init; } = Duration.FromNanoseconds(2000);

    /// <summary>Whether an idle vCPU gets no ticks; else each wakes it.</summary>
    [Key("tickless", "Whether an idle vCPU gets no ticks (Linux nohz); else each tick wakes it.")]
    public bool Tickless { get; init; } = true;
}
