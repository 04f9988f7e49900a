using System;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
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
    private readonly EventTable _events = new();
    private readonly IEventQueue _queue;
    private long _sequence;
    private IEventHandler? _handler;
    private int _operation;
    private long _payload;

    /// <summary>The processes that live here; null before the first.</summary>
    internal ProcessRuntime? Processes;

    /// <summary>A simulation at time zero without events.</summary>
    public Simulation()
        : this(new QuaternaryHeap())
    {
    }

    /// <summary>A simulation at time zero that orders its events with the given empty queue.</summary>
    /// <exception cref="ArgumentException">The queue is not empty.</exception>
    public Simulation(IEventQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        _queue = queue.Count == 0 ? queue : throw new ArgumentException("the queue must be empty", nameof(queue));
    }

    /// <summary>The simulated time. It never goes backwards.</summary>
    public SimTime Now { get; private set; }

    /// <summary>How many events are still to happen.</summary>
    public int Pending => _queue.Count;

    /// <summary>How many events have happened.</summary>
    public long Executed { get; private set; }

    /// <summary>When the next event happens; <see cref="SimTime.Never"/> where none is pending.</summary>
    public SimTime NextTime => _queue.Count == 0 ? SimTime.Never : _queue.FirstKey.Time;

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
        RequireNotPast(time);
        EventHandle handle = _events.Add(handler, operation, payload);
        _queue.Add(handle.Slot, new EventKey(time, priority, _sequence++));
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

        _queue.Remove(handle.Slot);
        _events.Take(handle.Slot);
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

        _queue.Move(handle.Slot, new EventKey(time, _queue.KeyOf(handle.Slot).Priority, _sequence++));
        return true;
    }

    /// <summary>Lets the next event happen.</summary>
    /// <returns>False where none is pending; then nothing changes.</returns>
    /// <exception cref="InvariantException">The handler threw; the message names it and the time, the cause is inside.</exception>
    public bool Step()
    {
        if (_queue.Count == 0)
        {
            return false;
        }

        Guarded(static simulation => simulation.Execute());
        return true;
    }

    /// <summary>Lets every event before <paramref name="end"/> happen, then sets the clock to <paramref name="end"/>.</summary>
    /// <remarks>Events at <paramref name="end"/> itself stay pending, so that running in pieces is the same as running at once.</remarks>
    /// <exception cref="InvariantException">The end has passed, or a handler threw.</exception>
    public void RunUntil(SimTime end)
    {
        RequireNotPast(end);
        Guarded(simulation => simulation.ExecuteBefore(end));
        Now = end;
    }

    /// <summary>Lets events happen until none is pending; the clock stays at the last.</summary>
    /// <exception cref="InvariantException">A handler threw.</exception>
    public void Run() => Guarded(static simulation => simulation.ExecuteBefore(SimTime.Never));

    private void ExecuteBefore(SimTime end)
    {
        while (_queue.Count > 0 && _queue.FirstKey.Time < end)
        {
            Execute();
        }
    }

    private void Execute()
    {
        SimTime time = _queue.FirstKey.Time;
        RequireNotPast(time);
        Now = time;
        (_handler, _operation, _payload) = _events.Take(_queue.RemoveFirst());
        Executed++;
        _handler.Handle(this, _operation, _payload);
    }

    // One guard around the whole loop: a guard around each event would keep the handler's call from being inlined.
    private void Guarded(Action<Simulation> run)
    {
        try
        {
            run(this);
        }
        catch (Exception cause) when (cause is not (InputException or OperationCanceledException))
        {
            throw new InvariantException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"at {Now}, {_handler}, operation {_operation}, payload {_payload}: {cause.Message}"),
                cause);
        }
    }

    private void RequireNotPast(SimTime time)
    {
        if (time < Now)
        {
            ThrowPast(time);
        }
    }

    [DoesNotReturn]
    private void ThrowPast(SimTime time) => throw new InvariantException(
        string.Create(CultureInfo.InvariantCulture, $"an event at {time} would lie before now, which is {Now}"));
}
