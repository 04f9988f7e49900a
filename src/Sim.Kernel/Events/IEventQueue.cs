using System;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Events;

/// <summary>The order in which pending events happen: a priority queue of <see cref="QueuedEvent"/>.</summary>
/// <remarks>
/// <para>
/// Every operation of a simulation on its queue is here, so that queues can be compared and replaced. Keys are unique,
/// so that every correct queue gives the same order. No key is added that lies before the last one taken.
/// </para>
/// <para>
/// A cancelled event stays in the queue until it is taken, or until <see cref="Retain"/> sweeps it out: the simulation
/// knows from its own table which events are alive, and sweeps before more than half of a queue is dead.
/// </para>
/// </remarks>
public interface IEventQueue
{
    /// <summary>How many events are queued, cancelled ones included.</summary>
    int Count { get; }

    /// <summary>Told once, before the first event: where the rest of the events lies, so that a queue may ask for it ahead of time.</summary>
    void Serve(IEventRows rows)
    {
    }

    /// <summary>Queues an event.</summary>
    void Add(EventKey key, int slot);

    /// <summary>Takes the first event out if it happens before <paramref name="end"/>.</summary>
    /// <returns>False where there is none before that; then nothing changes.</returns>
    bool TryTake(SimTime end, out QueuedEvent first);

    /// <summary>Shows the first event.</summary>
    /// <returns>False where the queue is empty.</returns>
    bool TryPeek(out QueuedEvent first);

    /// <summary>Keeps the events for which <paramref name="keep"/> says true, and drops all others; asked once for each, in any order.</summary>
    void Retain(Predicate<QueuedEvent> keep);
}
