using System;
using System.Globalization;
using Sim.Kernel.Events;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>Servers that a more urgent user takes from the least urgent one, at once.</summary>
/// <remarks>
/// A user is pushed aside only by one of a lower priority number; of several, the one with the highest number, and among
/// these the one that came last. It goes back into the queue to the place of its arrival. A service that ends in the very
/// instant of a more urgent arrival is finished, not pushed aside.
/// </remarks>
public sealed class PreemptiveServers : IWaitTarget
{
    private readonly WaitQueue _queue = new();
    private readonly NodeHeap _serving = new(); // the first to be pushed aside first
    private WaitNode? _free;
    private long _arrivals;

    /// <summary>Free servers.</summary>
    /// <param name="simulation">Where they stand.</param>
    /// <param name="name">For texts.</param>
    /// <param name="capacity">How many; not negative.</param>
    /// <param name="rule">What becomes of a service pushed aside; default: it goes on later where it stopped.</param>
    /// <param name="measured">Whether <see cref="Measures"/> are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public PreemptiveServers(
        Simulation simulation,
        string name,
        int capacity,
        PreemptionRule rule = PreemptionRule.Resume,
        bool measured = false)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Runtime = ProcessRuntime.Of(simulation);
        (Name, Capacity, Rule) = (name, capacity, rule);
        Measures = measured ? new QueueMeasures(simulation.Now) : null;
    }

    /// <summary>For texts.</summary>
    public string Name { get; }

    /// <summary>What becomes of a service pushed aside.</summary>
    public PreemptionRule Rule { get; }

    /// <summary>How many servers there are.</summary>
    public int Capacity { get; private set; }

    /// <summary>How many are busy.</summary>
    public int Busy => _serving.Count;

    /// <summary>How many users wait, those pushed aside included.</summary>
    public int QueueLength => _queue.Count;

    /// <summary>How often a user was pushed aside.</summary>
    public long Preemptions { get; private set; }

    /// <summary>What users saw, the wait up to their first service; null unless asked for.</summary>
    public QueueMeasures? Measures { get; }

    internal ProcessRuntime Runtime { get; }

    ProcessRuntime IWaitTarget.Runtime => Runtime;

    /// <summary>A wait until a service of known length has been had in full, however often it was pushed aside.</summary>
    /// <param name="service">Not negative.</param>
    /// <param name="priority">The lowest goes first; default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The service is negative.</exception>
    public ResourceWait Use(Duration service, int priority = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(service, Duration.Zero);
        return new ResourceWait(this, service.Nanoseconds, priority);
    }

    /// <summary>A wait for a server to hold until it is released, or lost to a more urgent user.</summary>
    /// <param name="priority">The lowest goes first; default 0.</param>
    /// <remarks>
    /// Who loses it is interrupted: <see cref="ProcessInterruptedException.Cause"/> is then these servers, and
    /// <see cref="PreemptiveLease.IsHeld"/> false.
    /// </remarks>
    public PreemptiveAcquire Acquire(int priority = 0) => new(this, priority);

    /// <summary>Adds or takes away servers. Those in use stay with their users, and leave afterwards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public void SetCapacity(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
        ServeNext();
    }

    /// <summary><c>crew, 1 of 1 busy, 2 waiting</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}, {Busy} of {Capacity} busy, {QueueLength} waiting");

    /// <summary>Lets a process come for a server to hold.</summary>
    internal PreemptiveNode BeginHold(ProcessBox owner, int priority)
    {
        PreemptiveNode node = Rent(owner, 0, priority);
        ProcessBox holder = owner;
        while (holder.Parent is { } parent)
        {
            holder = parent;
        }

        (node.Holder, node.HolderVersion) = (holder, holder.Version);
        Arrive(node);
        return node;
    }

    /// <summary>The lease for a process that goes on after it was served; no longer held where it was lost in the same instant.</summary>
    internal PreemptiveLease HandOut(PreemptiveNode node)
    {
        PreemptiveLease lease = new(this, node);
        node.HandedOut = true;
        if (!node.InService)
        {
            node.Free();
        }

        return lease;
    }

    internal void Release(PreemptiveNode node)
    {
        StopServing(node);
        node.Free();
        ServeNext();
    }

    internal void Give(PreemptiveNode node)
    {
        unchecked
        {
            node.Version++;
        }

        node.Owner = null;
        node.Holder = null;
        node.Sibling = _free;
        _free = node;
    }

    bool IWaitTarget.TryNow(long amount, long kind) => false;

    WaitNode IWaitTarget.Begin(ProcessBox owner, int branch, long amount, long kind)
    {
        PreemptiveNode node = Rent(owner, branch, (int)kind);
        node.Amount = amount;
        Arrive(node);
        return node;
    }

    void IWaitSource.Withdraw(WaitNode node)
    {
        var user = (PreemptiveNode)node;
        if (user.InService)
        {
            Runtime.Simulation.Cancel(user.Timer);
            StopServing(user);
            ServeNext();
        }
        else
        {
            LeaveQueue(user);
        }
    }

    void IWaitSource.Elapsed(WaitNode node)
    {
        StopServing((PreemptiveNode)node);
        Runtime.Complete(node);
        ServeNext();
    }

    string IWaitSource.Describe(WaitNode node) =>
        $"{(((PreemptiveNode)node).InService ? "in service at" : "for")} {this}";

    private PreemptiveNode Rent(ProcessBox owner, int branch, int priority)
    {
        PreemptiveNode node = (PreemptiveNode?)_free ?? new PreemptiveNode(Runtime, this);
        _free = node.Sibling;
        Runtime.Begin(node, this, owner, branch);
        (node.Priority, node.Arrival) = (priority, _arrivals++);
        (node.InService, node.HadService, node.HandedOut) = (false, false, false);
        return node;
    }

    private void Arrive(PreemptiveNode node)
    {
        if (Busy < Capacity)
        {
            Serve(node);
        }
        else if (Busy == Capacity && _serving.First is PreemptiveNode least && least.Priority > node.Priority)
        {
            StopServing(least);
            Serve(node); // before anything that might look for a free server
            PushAside(least);
        }
        else
        {
            Queue(node);
        }
    }

    private void ServeNext()
    {
        while (Busy < Capacity && _queue.First is PreemptiveNode node)
        {
            LeaveQueue(node);
            Serve(node);
        }
    }

    private void Serve(PreemptiveNode node)
    {
        node.InService = true;
        (node.Key, node.Sequence) = (-(long)node.Priority, -node.Arrival);
        _serving.Add(node);
        Measures?.SetBusy(Runtime.Now, Busy);
        if (!node.HadService)
        {
            node.HadService = true;
            Measures?.AddWait(Runtime.Now - node.Since);
        }

        if (node.Holder is not null)
        {
            Runtime.Complete(node);
            return;
        }

        node.EndsAt = Runtime.Now + new Duration(node.Amount);
        node.Timer = Runtime.Simulation.ScheduleAt(node.EndsAt, node, 0);
    }

    private void PushAside(PreemptiveNode node)
    {
        if (node.Holder is not null)
        {
            TakeAway(node);
            return;
        }

        Runtime.Simulation.Cancel(node.Timer);
        if (node.EndsAt == Runtime.Now)
        {
            Runtime.Complete(node);
            return;
        }

        Preemptions++;
        node.Amount = Rule == PreemptionRule.Resume ? (node.EndsAt - Runtime.Now).Nanoseconds : node.Amount;
        Queue(node);
    }

    private void TakeAway(PreemptiveNode node)
    {
        Preemptions++;
        ProcessBox holder = node.Holder!;
        bool lives = holder.Version == node.HolderVersion && holder.State != ProcessState.Ended;
        if (node.HandedOut)
        {
            node.Free();
        }

        if (lives)
        {
            ProcessRuntime.Interrupt(holder, this);
        }
    }

    private void StopServing(PreemptiveNode node)
    {
        _serving.Remove(node);
        node.InService = false;
        Measures?.SetBusy(Runtime.Now, Busy);
    }

    private void Queue(PreemptiveNode node)
    {
        (node.Key, node.Sequence) = (node.Priority, node.Arrival);
        _queue.AddAgain(node);
        Measures?.SetQueue(Runtime.Now, _queue.Count);
    }

    private void LeaveQueue(PreemptiveNode node)
    {
        _queue.Remove(node);
        Measures?.SetQueue(Runtime.Now, _queue.Count);
    }
}
