using System;
using System.Globalization;
using Sim.Kernel.Events;

namespace Sim.Kernel.Processes;

/// <summary>An amount of one stuff, in whole units of the model's choice, that processes add to and take from: fuel, memory, credit.</summary>
/// <remarks>
/// Gets and puts each wait in the order in which they came; the first of them holds up those behind it. When both could
/// go on, gets do so first.
/// </remarks>
public sealed class Container : IWaitTarget
{
    private const long Getting = 0;
    private const long Putting = 1;

    private readonly ProcessRuntime _runtime;
    private WaitList _getting;
    private WaitList _putting;
    private int _waits;
    private bool _settling;

    /// <summary>A container.</summary>
    /// <param name="simulation">Where it stands.</param>
    /// <param name="name">For texts.</param>
    /// <param name="capacity">The most it can hold; not negative. Default: no limit in practice, 2^62.</param>
    /// <param name="level">What it holds at first; 0 to <paramref name="capacity"/>, default 0.</param>
    /// <param name="measured">Whether <see cref="Measures"/> are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level or capacity is outside its range.</exception>
    public Container(Simulation simulation, string name, long capacity = 1L << 62, long level = 0, bool measured = false)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, capacity);
        _runtime = ProcessRuntime.Of(simulation);
        (Name, Capacity, Level) = (name, capacity, level);
        Measures = measured ? new QueueMeasures(simulation.Now, level) : null;
    }

    /// <summary>For texts.</summary>
    public string Name { get; }

    /// <summary>The most it can hold.</summary>
    public long Capacity { get; private set; }

    /// <summary>What it holds.</summary>
    public long Level { get; private set; }

    /// <summary>How many gets and puts wait.</summary>
    public int QueueLength => _waits;

    /// <summary>The level over time and what users saw; null unless asked for.</summary>
    public QueueMeasures? Measures { get; }

    ProcessRuntime IWaitTarget.Runtime => _runtime;

    /// <summary>A wait until an amount has been taken out.</summary>
    /// <param name="amount">All at once; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The amount is below 1.</exception>
    public ResourceWait Get(long amount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        return new ResourceWait(this, amount, Getting);
    }

    /// <summary>A wait until an amount has been put in.</summary>
    /// <param name="amount">All at once; at least 1.</param>
    /// <remarks>As a part of <c>AllOf</c> that is interrupted, a put that has happened stays.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The amount is below 1.</exception>
    public ResourceWait Put(long amount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(amount, 1);
        return new ResourceWait(this, amount, Putting);
    }

    /// <summary>Takes an amount out if it is there and nobody waits for it before; for event handlers, too.</summary>
    public bool TryGet(long amount) => TryNow(amount, Getting);

    /// <summary>Puts an amount in if there is room and nobody waits for it before; for event handlers, too.</summary>
    public bool TryPut(long amount) => TryNow(amount, Putting);

    /// <summary>Changes the most it can hold; what is above stays.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public void SetCapacity(long capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
        Settle();
    }

    /// <summary><c>tank, 30 of 100</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}, {Level} of {Capacity}");

    bool IWaitTarget.TryNow(long amount, long kind) => TryNow(amount, kind);

    WaitNode IWaitTarget.Begin(ProcessBox owner, int branch, long amount, long kind)
    {
        WaitNode node = ((IWaitTarget)this).Done(owner, branch, amount, kind);
        ListOf(kind).Add(node);
        _waits++;
        Measures?.SetQueue(_runtime.Now, _waits);
        return node;
    }

    WaitNode IWaitTarget.Done(ProcessBox owner, int branch, long amount, long kind)
    {
        WaitNode node = _runtime.Rent(this, owner, branch);
        node.Amount = amount;
        node.Key = kind;
        return node;
    }

    void IWaitSource.Withdraw(WaitNode node)
    {
        Leave(node);
        Settle(); // it may have stood before smaller ones
    }

    void IWaitSource.Undo(WaitNode node)
    {
        if (node.Key == Getting)
        {
            SetLevel(Level + node.Amount);
            Settle();
        }
    }

    string IWaitSource.Describe(WaitNode node) => string.Create(
        CultureInfo.InvariantCulture, $"{(node.Key == Getting ? "to get" : "to put")} {node.Amount}: {this}");

    private bool TryNow(long amount, long kind)
    {
        if (ListOf(kind).First is not null || !Fits(amount, kind))
        {
            return false;
        }

        Move(amount, kind);
        Measures?.AddWait(default);
        Settle();
        return true;
    }

    private bool Fits(long amount, long kind) => kind == Getting ? amount <= Level : amount <= Capacity - Level;

    private void Move(long amount, long kind) => SetLevel(kind == Getting ? Level - amount : Level + amount);

    private ref WaitList ListOf(long kind) => ref kind == Getting ? ref _getting : ref _putting;

    // Completing a wait can withdraw another branch of it from here; the loop then looks again.
    private void Settle()
    {
        if (_settling || _waits == 0)
        {
            return;
        }

        _settling = true;
        bool again = true;
        while (again)
        {
            again = SettleFirst(Getting) || SettleFirst(Putting);
        }

        _settling = false;
    }

    private bool SettleFirst(long kind)
    {
        if (ListOf(kind).First is not { } node || !Fits(node.Amount, kind))
        {
            return false;
        }

        Leave(node);
        Move(node.Amount, kind);
        Measures?.AddWait(_runtime.Now - node.Since);
        _runtime.Complete(node);
        return true;
    }

    private void Leave(WaitNode node)
    {
        ListOf(node.Key).Remove(node);
        _waits--;
        Measures?.SetQueue(_runtime.Now, _waits);
    }

    private void SetLevel(long level)
    {
        Level = level;
        Measures?.SetBusy(_runtime.Now, level);
    }
}
