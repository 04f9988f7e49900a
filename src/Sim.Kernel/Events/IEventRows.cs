using System;

namespace Sim.Kernel.Events;

/// <summary>Where a simulation keeps what events do.</summary>
public interface IEventRows
{
    /// <summary>Brings the rows of events that will soon be first into the cache: with a million pending, waiting for memory is most of an event's cost.</summary>
    void Prefetch(ReadOnlySpan<QueuedEvent> soon);
}
