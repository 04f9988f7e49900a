using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Sim.Kernel.Processes;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Events;

/// <summary>A clock and the events that are still to happen. Single-threaded; two simulations share nothing.</summary>
/// <remarks>
/// Events happen in the order of <see cref="EventKey"/>: by time, then priority (lowest first), then in the order in which
/// they were scheduled. Scheduling allocates nothing once the queue has reached its largest size.
/// </remarks>
public sealed class Simulation
{
    private const int DeadAllowed = 64;

    private readonly EventTable _events = new();
    private readonly IEventQueue _queue;
    private readonly Predicate<QueuedEvent> _isAlive;
    private long _sequence; // of the last event scheduled
    private long _now;
    private bool _stopping;

    /// <summary>The processes that live here; null before the first.</summary>
    internal ProcessRuntime? Processes;

    /// <summary>A simulation at time zero without events.</summary>
    public Simulation()
        : this(new RadixLadder())
    {
    }

    /// <summary>A simulation at time zero that orders its events with the given empty queue.</summary>
    /// <exception cref="ArgumentException">The queue is not empty.</exception>
    public Simulation(IEventQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        _queue = queue.Count == 0 ? queue : throw new ArgumentException("the queue must be empty", nameof(queue));
        _queue.Serve(_events);
        _isAlive = item => _events.Has(item);
    }

    /// <summary>The simulated time. It never goes backwards.</summary>
    public SimTime Now => new(_now);

    /// <summary>How many events are still to happen.</summary>
    public int Pending => _events.Count;

    /// <summary>How many events have happened.</summary>
    public long Executed { get; private set; }

    /// <summary>When the next event happens; <see cref="SimTime.Never"/> where none is pending.</summary>
    public SimTime NextTime
    {
        get
        {
            while (_queue.TryPeek(out QueuedEvent first))
            {
                if (_events.Has(first))
                {
                    return first.Key.Time;
                }

                _queue.TryTake(SimTime.Never, out _);
            }

            return SimTime.Never;
        }
    }

    /// <summary>Lets <paramref name="handler"/> act at a given time.</summary>
    /// <param name="time">When; not before <see cref="Now"/>.</param>
    /// <param name="handler">Who acts.</param>
    /// <param name="operation">What it does; the handler's own code.</param>
    /// <param name="payload">What it does it with.</param>
    /// <param name="priority">Which of several events at one time goes first: the lowest; default 0.</param>
    /// <returns>A handle to cancel or move the event with.</returns>
    /// <exception cref="InvariantException">The time has passed.</exception>
    public EventHandle ScheduleAt(SimTime time, IEventHandler handler, int operation, long payload = 0, short priority = 0)
    {
        ArgumentNullException.ThrowIfNull(handler);
        EventKey key = NextKey(time, priority);
        EventHandle handle = _events.Add(handler, operation, payload, key.Order);
        _queue.Add(key, handle.Slot);
        return handle;
    }

    /// <summary>Lets <paramref name="handler"/> act after a given span; see <see cref="ScheduleAt"/>.</summary>
    /// <param name="delay">How long from now; zero is after all events already scheduled for now at this priority.</param>
    /// <param name="handler">Who acts.</param>
    /// <param name="operation">What it does; the handler's own code.</param>
    /// <param name="payload">What it does it with.</param>
    /// <param name="priority">Which of several events at one time goes first: the lowest; default 0.</param>
    /// <exception cref="InvariantException">The delay is negative.</exception>
    public EventHandle ScheduleAfter(Duration delay, IEventHandler handler, int operation, long payload = 0, short priority = 0) =>
        ScheduleAt(Now + delay, handler, operation, payload, priority);

    /// <summary>Whether the event is still to happen.</summary>
    public bool IsPending(EventHandle handle) => _events.Has(handle);

    /// <summary>Takes an event back.</summary>
    /// <returns>False where it has already happened or was cancelled before.</returns>
    public bool Cancel(EventHandle handle)
    {
        if (!_events.Has(handle))
        {
            return false;
        }

        _events.Free(handle.Slot);
        SweepDead();
        return true;
    }

    /// <summary>Moves a pending event to another time, as if it were scheduled anew: it goes after its equals there.</summary>
    /// <returns>False where it has already happened or was cancelled; then nothing changes.</returns>
    /// <exception cref="InvariantException">The time has passed.</exception>
    public bool RescheduleAt(EventHandle handle, SimTime time)
    {
        RequireNotPast(time);
        if (!_events.Has(handle))
        {
            return false;
        }

        ref long order = ref _events.OrderOf(handle.Slot);
        EventKey key = NextKey(time, EventKey.PriorityOf(order));
        order = key.Order;
        _queue.Add(key, handle.Slot);
        SweepDead();
        return true;
    }

    /// <summary>Lets the next event happen.</summary>
    /// <returns>False where none is pending; then nothing changes.</returns>
    /// <exception cref="InvariantException">The handler threw; the message names it and the time, the cause is inside.</exception>
    public bool Step()
    {
        long executed = Executed;
        Execute(SimTime.Never, one: true);
        return Executed > executed;
    }

    /// <summary>Lets every event before <paramref name="end"/> happen, then sets the clock to <paramref name="end"/>.</summary>
    /// <remarks>Events at <paramref name="end"/> itself stay pending, so that running in pieces is the same as running at once.</remarks>
    /// <exception cref="InvariantException">The end has passed, or a handler threw.</exception>
    public void RunUntil(SimTime end)
    {
        RequireNotPast(end);
        Execute(end, one: false);
        if (!_stopping)
        {
            _now = end.Nanoseconds;
        }
    }

    /// <summary>Lets events happen until none is pending; the clock stays at the last.</summary>
    /// <exception cref="InvariantException">A handler threw.</exception>
    public void Run() => Execute(SimTime.Never, one: false);

    /// <summary>Ends the run after the event that is happening; the clock stays at its time, and a later run goes on from there.</summary>
    public void Stop() => _stopping = true;

    private void Execute(SimTime end, bool one)
    {
        (IEventHandler? handler, int operation, long payload) = (null, 0, 0L);
        _stopping = false;
        try
        {
            while (!_stopping && _queue.TryTake(end, out QueuedEvent item))
            {
                if (_events.TryTake(item, out handler, out operation, out payload))
                {
                    _now = item.Key.Time.Nanoseconds;
                    Executed++;
                    handler.Handle(this, operation, payload);
                    if (one)
                    {
                        break;
                    }
                }
            }
        }
        catch (Exception cause) when (cause is not (InputException or OperationCanceledException))
        {
            throw new InvariantException(
                string.Create(CultureInfo.InvariantCulture, $"at {Now}, {handler}, operation {operation}, payload {payload}: {cause.Message}"),
                cause);
        }
    }

    private void SweepDead()
    {
        if (_queue.Count > (2 * _events.Count) + DeadAllowed)
        {
            _queue.Retain(_isAlive);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private EventKey NextKey(SimTime time, short priority)
    {
        RequireNotPast(time);
        return new EventKey(time, priority, ++_sequence);
    }

    private void RequireNotPast(SimTime time)
    {
        if (time.Nanoseconds < _now)
        {
            ThrowPast(time);
        }
    }

    [DoesNotReturn]
    private void ThrowPast(SimTime time) => throw new InvariantException(
        string.Create(CultureInfo.InvariantCulture, $"an event at {time} would lie before now, which is {Now}"));
}
