using System;
using System.Runtime.CompilerServices;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>Waits for an item with a time limit; from <see cref="TakeWait{T}.Within"/>.</summary>
/// <typeparam name="T">The type of the item.</typeparam>
public readonly struct TimedTake<T> : ICriticalNotifyCompletion, ISuspending
{
    private readonly ProcessRuntime _runtime;
    private readonly TimedWait<TakeWait<T>> _wait;

    internal TimedTake(ProcessRuntime runtime, TakeWait<T> wait, Duration limit)
    {
        _runtime = runtime;
        _wait = new TimedWait<TakeWait<T>>(wait, limit);
    }

    /// <summary>Whether an item was there: it is then taken.</summary>
    public bool IsCompleted => _wait.IsCompleted;

    /// <summary>For <c>await</c>.</summary>
    public TimedTake<T> GetAwaiter() => this;

    /// <summary>Whether an item came in time, and which.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted while it waited.</exception>
    public (bool InTime, T Item) GetResult()
    {
        T item = TakeWait<T>.ItemOf(_runtime);
        return (_wait.GetResult(), item);
    }

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    void ISuspending.Suspend(ProcessBox box) => _wait.Suspend(box);
}
