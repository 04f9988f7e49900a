using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>Waits until an item is in a store; from <see cref="Store{T}.Put"/>.</summary>
/// <typeparam name="T">The type of the item.</typeparam>
public readonly struct PutWait<T> : IJoinableWait, ICriticalNotifyCompletion, ISuspending
{
    private readonly Store<T> _store;
    private readonly T _item;
    private readonly int _priority;

    internal PutWait(Store<T> store, T item, int priority)
    {
        _store = store;
        _item = item;
        _priority = priority;
    }

    /// <summary>Whether there was room: the item is then in.</summary>
    public bool IsCompleted => Waiting.IsOver(this);

    ProcessRuntime? IWait.Runtime => _store.Runtime;

    /// <summary>For <c>await</c>.</summary>
    public PutWait<T> GetAwaiter() => this;

    /// <summary>After the item is in.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted while it waited; the item is not in.</exception>
    public void GetResult() => _store.Runtime.Finish();

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    bool IWait.TryNow(ProcessBox owner) => _store.TryPut(_item, _priority);

    WaitNode IWait.Begin(ProcessBox owner, int branch) => _store.BeginPut(owner, branch, _item, _priority);

    void ISuspending.Suspend(ProcessBox box) => Waiting.Suspend(this, box);
}
