using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>Waits for something of a resource and yields nothing: a gate to open, an amount to be had, a service to end.</summary>
public readonly struct ResourceWait : IJoinableWait, ICriticalNotifyCompletion, ISuspending
{
    private readonly IWaitTarget _target;
    private readonly long _amount;
    private readonly long _kind;

    internal ResourceWait(IWaitTarget target, long amount, long kind)
    {
        _target = target;
        _amount = amount;
        _kind = kind;
    }

    /// <summary>Whether it need not wait: what it asked for is then done.</summary>
    public bool IsCompleted => Waiting.IsOver(this);

    ProcessRuntime? IWait.Runtime => _target.Runtime;

    /// <summary>For <c>await</c>.</summary>
    public ResourceWait GetAwaiter() => this;

    /// <summary>After it has happened.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted; the wait was withdrawn.</exception>
    public void GetResult() => _target.Runtime.Finish();

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    bool IWait.TryNow(ProcessBox owner) => _target.TryNow(_amount, _kind);

    WaitNode IWait.Begin(ProcessBox owner, int branch) => _target.Begin(owner, branch, _amount, _kind);

    WaitNode IJoinableWait.Done(ProcessBox owner, int branch) => _target.Done(owner, branch, _amount, _kind);

    void ISuspending.Suspend(ProcessBox box) => Waiting.Suspend(this, box);
}
