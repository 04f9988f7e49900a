using System;
using System.Runtime.CompilerServices;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>Waits for servers of a pool; from <see cref="ServerPool.Acquire"/>.</summary>
public readonly struct AcquireWait : IJoinableWait, ICriticalNotifyCompletion, ISuspending
{
    private readonly ServerPool _pool;
    private readonly long _amount;
    private readonly int _priority;

    internal AcquireWait(ServerPool pool, long amount, int priority)
    {
        _pool = pool;
        _amount = amount;
        _priority = priority;
    }

    /// <summary>Whether the servers were free: they are then taken.</summary>
    public bool IsCompleted => Waiting.IsOver(this);

    ProcessRuntime? IWait.Runtime => _pool.Runtime;

    /// <summary>The same wait with a time limit: out of the queue when it has passed.</summary>
    /// <param name="limit">Not negative. A server that becomes free at that very instant is had if its event comes before the limit's.</param>
    public TimedAcquire Within(Duration limit) => new(this, limit, _pool, _amount);

    /// <summary>For <c>await</c>.</summary>
    public AcquireWait GetAwaiter() => this;

    /// <summary>The servers, to be released.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted while it waited.</exception>
    public Lease GetResult()
    {
        _pool.Runtime.Finish();
        return new Lease(_pool, _amount);
    }

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    bool IWait.TryNow(ProcessBox owner) => _pool.TryAcquire(_amount, _priority);

    WaitNode IWait.Begin(ProcessBox owner, int branch) => _pool.Enqueue(owner, branch, _amount, _priority);

    WaitNode IJoinableWait.Done(ProcessBox owner, int branch) => _pool.Held(owner, branch, _amount);

    void ISuspending.Suspend(ProcessBox box) => Waiting.Suspend(this, box);
}
