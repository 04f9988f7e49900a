using System;
using System.Globalization;
using Sim.Kernel.Events;

namespace Sim.Kernel.Processes;

/// <summary>Things, each its own, that processes put in and take out: jobs, messages, pallets.</summary>
/// <remarks>
/// Items leave by priority (lowest number first), then in the order in which they came. Takes wait in the order in which
/// they came: an item goes to the first whose filter accepts it, from hand to hand where the store is full. Puts wait, in
/// order, while it is full and nobody who waits wants their item.
/// </remarks>
/// <typeparam name="T">The type of the things.</typeparam>
public sealed class Store<T> : IWaitSource
{
    private readonly ItemBuffer<T> _items = new();
    private WaitList _taking;
    private WaitList _putting;
    private WaitNode? _free;
    private int _waits;

    /// <summary>An empty store.</summary>
    /// <param name="simulation">Where it stands.</param>
    /// <param name="name">For texts.</param>
    /// <param name="capacity">How many items it holds at most; not negative, default no limit. With 0, items go from hand to hand.</param>
    /// <param name="measured">Whether <see cref="Measures"/> are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public Store(Simulation simulation, string name, int capacity = int.MaxValue, bool measured = false)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Runtime = ProcessRuntime.Of(simulation);
        (Name, Capacity) = (name, capacity);
        Measures = measured ? new QueueMeasures(simulation.Now) : null;
    }

    /// <summary>For texts.</summary>
    public string Name { get; }

    /// <summary>How many items it holds at most.</summary>
    public int Capacity { get; private set; }

    /// <summary>How many items it holds.</summary>
    public int Count => _items.Count;

    /// <summary>How many takes and puts wait.</summary>
    public int QueueLength => _waits;

    /// <summary>The number of items over time and what users saw; null unless asked for.</summary>
    public QueueMeasures? Measures { get; }

    internal ProcessRuntime Runtime { get; }

    /// <summary>A wait for an item: <c>Job job = await store.Take();</c>.</summary>
    /// <param name="filter">Which items will do; default all. Asked of each item at most once a wait, so it must depend on the item only.</param>
    public TakeWait<T> Take(Predicate<T>? filter = null) => new(this, filter);

    /// <summary>A wait until an item is in.</summary>
    /// <param name="item">The item.</param>
    /// <param name="priority">Which items leave first: the lowest number; default 0.</param>
    public PutWait<T> Put(T item, int priority = 0) => new(this, item, priority);

    /// <summary>Takes an item if one is there that will do; for event handlers, too.</summary>
    public bool TryTake(out T item, Predicate<T>? filter = null)
    {
        if (!_items.TryTake(filter, out item))
        {
            return TryTakeFromPut(filter, out item);
        }

        Measures?.AddWait(default);
        AdmitPuts();
        Measures?.SetBusy(Runtime.Now, Count);
        return true;
    }

    /// <summary>Puts an item in if someone waits for it, or there is room that nobody waits for; for event handlers, too.</summary>
    public bool TryPut(T item, int priority = 0)
    {
        if (!TryHandOver(item))
        {
            if (_putting.First is not null || Count >= Capacity)
            {
                return false;
            }

            _items.Add(item, priority);
            Measures?.SetBusy(Runtime.Now, Count);
        }

        return true;
    }

    /// <summary>Changes how many items it holds at most; those above stay.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public void SetCapacity(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        Capacity = capacity;
        AdmitPuts();
        Measures?.SetBusy(Runtime.Now, Count);
    }

    /// <summary><c>inbox, 3 items, 0 waiting</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Name}, {Count} items, {QueueLength} waiting");

    internal bool TryTakeNow(ProcessBox owner, Predicate<T>? filter)
    {
        if (!TryTake(out T item, filter))
        {
            return false;
        }

        StoreNode<T> node = Rent(owner, 0);
        node.Item = item;
        node.HasItem = node.IsDone = true;
        owner.Node = node;
        return true;
    }

    internal WaitNode BeginTake(ProcessBox owner, int branch, Predicate<T>? filter)
    {
        StoreNode<T> node = Rent(owner, branch);
        node.Filter = filter;
        node.Key = 0;
        Join(ref _taking, node);
        return node;
    }

    internal WaitNode BeginPut(ProcessBox owner, int branch, T item, int priority)
    {
        StoreNode<T> node = Rent(owner, branch);
        node.Item = item;
        node.Amount = priority;
        node.Key = 1;
        Join(ref _putting, node);
        return node;
    }

    internal void Give(StoreNode<T> node)
    {
        node.Item = default;
        node.Filter = null;
        node.HasItem = false;
        node.Owner = null;
        node.Sibling = _free;
        _free = node;
    }

    void IWaitSource.Withdraw(WaitNode node) => Leave(node);

    string IWaitSource.Describe(WaitNode node) => $"{(node.Key == 0 ? "to take from" : "to put into")} {this}";

    private StoreNode<T> Rent(ProcessBox owner, int branch)
    {
        StoreNode<T> node = (StoreNode<T>?)_free ?? new StoreNode<T>(Runtime, this);
        _free = node.Sibling;
        Runtime.Begin(node, this, owner, branch);
        return node;
    }

    private void Join(ref WaitList list, WaitNode node)
    {
        list.Add(node);
        _waits++;
        Measures?.SetQueue(Runtime.Now, _waits);
    }

    private void Leave(WaitNode node)
    {
        if (node.Key == 0)
        {
            _taking.Remove(node);
        }
        else
        {
            _putting.Remove(node);
        }

        _waits--;
        Measures?.SetQueue(Runtime.Now, _waits);
    }

    // No take that waits accepts anything that is in the store or waits to be, so a new item is the only one to try.
    private bool TryHandOver(T item)
    {
        var take = (StoreNode<T>?)_taking.First;
        while (take is not null && take.Filter is not null && !take.Filter(item))
        {
            take = After(take, _taking.First);
        }

        if (take is null)
        {
            return false;
        }

        take.Item = item;
        take.HasItem = true;
        Finish(take);
        return true;
    }

    private bool TryTakeFromPut(Predicate<T>? filter, out T item)
    {
        var put = (StoreNode<T>?)_putting.First;
        while (put is not null && filter is not null && !filter(put.Item!))
        {
            put = After(put, _putting.First);
        }

        if (put is null)
        {
            item = default!;
            return false;
        }

        item = put.Item!;
        Measures?.AddWait(default);
        Finish(put);
        return true;
    }

    private void AdmitPuts()
    {
        while (_putting.First is StoreNode<T> put && Count < Capacity)
        {
            _items.Add(put.Item!, (int)put.Amount);
            Finish(put);
        }
    }

    private static StoreNode<T>? After(StoreNode<T> node, WaitNode? first) =>
        ReferenceEquals(node.After, first) ? null : (StoreNode<T>)node.After!;

    private void Finish(StoreNode<T> node)
    {
        Leave(node);
        Measures?.AddWait(Runtime.Now - node.Since);
        Runtime.Complete(node);
    }
}
