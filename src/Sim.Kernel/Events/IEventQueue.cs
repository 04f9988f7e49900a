namespace Sim.Kernel.Events;

/// <summary>The order in which pending events happen: a priority queue of small numbers ("slots") that can also remove from its middle.</summary>
/// <remarks>
/// What an event does is kept by <see cref="Simulation"/> under its slot; a queue only orders slots by key, so that
/// queues can be compared and replaced. Slots are dense: a queue may keep arrays indexed by them.
/// Keys are unique, so that every correct queue gives the same order.
/// Calling a method outside its stated range breaks an invariant and may throw anything.
/// </remarks>
public interface IEventQueue
{
    /// <summary>How many slots are queued.</summary>
    int Count { get; }

    /// <summary>The smallest key; only where <see cref="Count"/> is not 0.</summary>
    EventKey FirstKey { get; }

    /// <summary>Queues a slot that is not queued.</summary>
    void Add(int slot, EventKey key);

    /// <summary>Removes the slot with the smallest key and returns it; only where <see cref="Count"/> is not 0.</summary>
    int RemoveFirst();

    /// <summary>Removes a queued slot wherever it stands.</summary>
    void Remove(int slot);

    /// <summary>Gives a queued slot another key.</summary>
    void Move(int slot, EventKey key);

    /// <summary>The key of a queued slot.</summary>
    EventKey KeyOf(int slot);
}
