using System.Collections.Generic;

namespace Sim.Traces.Scheduling;

/// <summary>Puts events into order of time where recorders swapped neighbours: an event may come up to 1,024 events too late.</summary>
/// <remarks>Events of one time keep the order of the file.</remarks>
internal sealed class EventWindow
{
    private const int Length = 1024;

    private readonly PriorityQueue<SchedulingEvent, (long TimeNs, long Order)> _waiting = new(Length + 1);
    private long _order;
    private long _last = long.MinValue;

    /// <summary>Whether an event of that time still finds its place.</summary>
    public bool Takes(long timeNs) => timeNs >= _last;

    /// <summary>Adds an event; true where that pushes the earliest one out.</summary>
    public bool Push(in SchedulingEvent added, out SchedulingEvent earliest)
    {
        _waiting.Enqueue(added, (added.TimeNs, _order++));
        return Pop(Length, out earliest);
    }

    /// <summary>Takes the earliest out while there are any.</summary>
    public bool Drain(out SchedulingEvent earliest) => Pop(0, out earliest);

    private bool Pop(int keep, out SchedulingEvent earliest)
    {
        earliest = default;
        if (_waiting.Count <= keep)
        {
            return false;
        }

        earliest = _waiting.Dequeue();
        _last = earliest.TimeNs;
        return true;
    }
}
