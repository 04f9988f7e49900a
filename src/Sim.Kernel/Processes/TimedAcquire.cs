using System;
using System.Runtime.CompilerServices;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>Waits for servers with a time limit; from <see cref="AcquireWait.Within"/>.</summary>
public readonly struct TimedAcquire : ICriticalNotifyCompletion, ISuspending
{
    private readonly TimedWait<AcquireWait> _wait;
    private readonly ServerPool _pool;
    private readonly long _amount;

    internal TimedAcquire(AcquireWait wait, Duration limit, ServerPool pool, long amount)
    {
        _wait = new TimedWait<AcquireWait>(wait, limit);
        _pool = pool;
        _amount = amount;
    }

    /// <summary>Whether the servers were free: they are then taken.</summary>
    public bool IsCompleted => _wait.IsCompleted;

    /// <summary>For <c>await</c>.</summary>
    public TimedAcquire GetAwaiter() => this;

    /// <summary>The servers; holding none where the limit came first, so that it can be asked as a <c>bool</c>.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted while it waited.</exception>
    public Lease GetResult() => _wait.GetResult() ? new Lease(_pool, _amount) : default;

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    void ISuspending.Suspend(ProcessBox box) => _wait.Suspend(box);
}
