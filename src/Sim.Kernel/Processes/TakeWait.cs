using System;
using System.Runtime.CompilerServices;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>Waits for an item; from <see cref="Store{T}.Take"/>.</summary>
/// <typeparam name="T">The type of the item.</typeparam>
public readonly struct TakeWait<T> : IWait, ICriticalNotifyCompletion, ISuspending
{
    private readonly Store<T> _store;
    private readonly Predicate<T>? _filter;

    internal TakeWait(Store<T> store, Predicate<T>? filter)
    {
        _store = store;
        _filter = filter;
    }

    /// <summary>Whether an item was there: it is then taken.</summary>
    public bool IsCompleted => Waiting.IsOver(this);

    ProcessRuntime? IWait.Runtime => _store.Runtime;

    /// <summary>The same wait with a time limit.</summary>
    /// <param name="limit">Not negative. An item that comes at that very instant is had if its event comes before the limit's.</param>
    public TimedTake<T> Within(Duration limit) => new(_store.Runtime, this, limit);

    /// <summary>For <c>await</c>.</summary>
    public TakeWait<T> GetAwaiter() => this;

    /// <summary>The item.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted while it waited.</exception>
    public T GetResult()
    {
        T item = ItemOf(_store.Runtime);
        _store.Runtime.Finish();
        return item;
    }

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    bool IWait.TryNow(ProcessBox owner) => _store.TryTakeNow(owner, _filter);

    WaitNode IWait.Begin(ProcessBox owner, int branch) => _store.BeginTake(owner, branch, _filter);

    void ISuspending.Suspend(ProcessBox box) => Waiting.Suspend(this, box);

    /// <summary>What a completed take has brought to the current process.</summary>
    internal static T ItemOf(ProcessRuntime runtime)
    {
        for (WaitNode? node = runtime.Current!.Node; node is not null; node = node.Sibling)
        {
            if (node is StoreNode<T> { HasItem: true } take)
            {
                return take.Item!;
            }
        }

        return default!;
    }
}
