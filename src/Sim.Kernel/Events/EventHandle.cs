namespace Sim.Kernel.Events;

/// <summary>Names one scheduled event, to cancel or move it.</summary>
/// <remarks>
/// Kept after the event has happened or was cancelled, it names nothing: its place may be used again, but for another
/// generation. The default value never names an event. A place would have to be reused 2^32 times before an old
/// handle could be mistaken for a new one.
/// </remarks>
public readonly record struct EventHandle
{
    internal EventHandle(int slot, uint generation)
    {
        Slot = slot;
        Generation = generation;
    }

    internal int Slot { get; }

    internal uint Generation { get; }
}
