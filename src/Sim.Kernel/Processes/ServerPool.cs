using System;
using System.Globalization;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>Interchangeable servers that processes hold for a while: tellers, cores, licences.</summary>
/// <remarks>
/// Strictly in order: the most urgent (lowest priority number) that came first is served first, and while it waits for
/// more servers than are free, nobody behind it overtakes.
/// </remarks>
public sealed class ServerPool : IWaitSource
{
    private readonly WaitQueue _queue = new();
    private bool _granting;

    /// <summary>A pool of free servers.</summary>
    /// <param name="simulation">Where it lives.</param>
    /// <param name="name">For texts.</param>
    /// <param name="capacity">How many servers; not negative.</param>
    /// <param name="measured">Whether <see cref="Measures"/> are kept; costs some tens of nanoseconds a customer.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public ServerPool(Simulation simulation, string name, long capacity, bool measured = false)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Runtime = ProcessRuntime.Of(simulation);
        Name = name;
        Capacity = capacity;
        Measures = measured ? new QueueMeasures(simulation.Now) : null;
    }

    /// <summary>For texts.</summary>
    public string Name { get; }

    /// <summary>How many servers there are; see <see cref="SetCapacity"/>.</summary>
    public long Capacity { get; private set; }

    /// <summary>How many servers are held. Above <see cref="Capacity"/> only after servers were taken away in use.</summary>
    public long Busy { get; private set; }

    /// <summary>How many waits are in the queue.</summary>
    public int QueueLength => _queue.Count;

    /// <summary>What users saw; null unless asked for.</summary>
    public QueueMeasures? Measures { get; }

    internal ProcessRuntime Runtime { get; }

    /// <summary>A wait for servers: <c>using Lease lease = await pool.Acquire();</c>.</summary>
    /// <param name="amount">How many, all at once; at least 1. More than there are waits until there are.</param>
    /// <param name="priority">Who goes first: the lowest number; default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is below 1.</exception>
    public AcquireWait Acquire(long amount = 1, int priority = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        return new AcquireWait(this, amount, priority);
    }

    /// <summary>Takes servers if nobody who goes first waits and enough are free; for event handlers, too.</summary>
    /// <returns>Whether they were taken.</returns>
    public bool TryAcquire(long amount = 1, int priority = 0)
    {
        if (amount > Capacity - Busy || (_queue.First is { } first && first.Key <= priority))
        {
            return false;
        }

        SetBusy(Busy + amount);
        Measures?.AddWait(Duration.Zero);
        return true;
    }

    /// <summary>Gives servers back; those next in the queue get them, and go on in this instant after the caller has paused.</summary>
    /// <exception cref="InvariantException">More are given back than are held.</exception>
    public void Release(long amount = 1)
    {
        Misuse.Unless(amount >= 0 && amount <= Busy, "a pool got more servers back than were held");
        SetBusy(Busy - amount);
        Grant();
    }

    /// <summary>Adds or takes away servers. Those in use stay with their holders, and leave when they are released.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public void SetCapacity(long capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
        Grant();
    }

    /// <summary><c>teller, 2 of 3 busy, 5 waiting</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}, {Busy} of {Capacity} busy, {QueueLength} waiting");

    internal WaitNode Enqueue(ProcessBox owner, int branch, long amount, int priority)
    {
        WaitNode node = Runtime.Rent(this, owner, branch);
        node.Amount = amount;
        node.Key = priority;
        _queue.Add(node);
        Measures?.SetQueue(Runtime.Now, _queue.Count);
        return node;
    }

    internal WaitNode Held(ProcessBox owner, int branch, long amount)
    {
        WaitNode node = Runtime.Rent(this, owner, branch);
        node.Amount = amount;
        return node;
    }

    void IWaitSource.Withdraw(WaitNode node)
    {
        Leave(node);
        Grant(); // it may have stood before others that want less
    }

    void IWaitSource.Undo(WaitNode node) => Release(node.Amount);

    string IWaitSource.Describe(WaitNode node) => string.Create(
        CultureInfo.InvariantCulture, $"{node.Amount} of {this}");

    // Granting to one can withdraw another branch of its wait from this queue; the loop then looks again.
    private void Grant()
    {
        if (_granting || _queue.Count == 0)
        {
            return;
        }

        _granting = true;
        while (_queue.First is { } node && node.Amount <= Capacity - Busy)
        {
            Leave(node);
            SetBusy(Busy + node.Amount);
            Measures?.AddWait(Runtime.Now - node.Since);
            Runtime.Complete(node);
        }

        _granting = false;
    }

    private void Leave(WaitNode node)
    {
        _queue.Remove(node);
        Measures?.SetQueue(Runtime.Now, _queue.Count);
    }

    private void SetBusy(long busy)
    {
        Busy = busy;
        Measures?.SetBusy(Runtime.Now, busy);
    }
}
