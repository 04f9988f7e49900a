using System;
using System.Runtime.CompilerServices;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>Lets simulated time pass; from <c>simulation.Delay(span)</c>.</summary>
public readonly struct DelayWait : IJoinableWait, ICriticalNotifyCompletion, ISuspending
{
    private readonly ProcessRuntime _runtime;
    private readonly Duration _span;

    internal DelayWait(ProcessRuntime runtime, Duration span)
    {
        _runtime = runtime;
        _span = span;
    }

    /// <summary>False unless an interrupt is to be looked at first: even no time at all lets the events go first that are due now.</summary>
    public bool IsCompleted => _runtime.AboutToWait().Trouble is not null;

    ProcessRuntime? IWait.Runtime => _runtime;

    /// <summary>The same delay, for which an interrupt is a result and not an exception.</summary>
    public InterruptibleDelay Interruptible() => new(this);

    /// <summary>For <c>await</c>.</summary>
    public DelayWait GetAwaiter() => this;

    /// <summary>After the time has passed.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted.</exception>
    public void GetResult()
    {
        // Finish() at once: a plain delay has no nodes.
        if (_runtime.Current!.HasTrouble)
        {
            _runtime.Finish();
        }
    }

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    bool IWait.TryNow(ProcessBox owner) => false;

    WaitNode IWait.Begin(ProcessBox owner, int branch)
    {
        WaitNode node = _runtime.Rent(_runtime, owner, branch);
        node.Timer = _runtime.Simulation.ScheduleAfter(_span, node, 0);
        return node;
    }

    WaitNode IJoinableWait.Done(ProcessBox owner, int branch) => owner.Runtime!.RentNothing(owner, branch);

    void ISuspending.Suspend(ProcessBox box) => Suspend(box);

    internal void Suspend(ProcessBox box)
    {
        box.WakeAt = _runtime.Now + _span;
        box.Timer = _runtime.Simulation.ScheduleAt(box.WakeAt, box, 0);
    }

    internal WaitOutcome Outcome()
    {
        ProcessBox box = _runtime.Current!;
        if (!box.HasTrouble)
        {
            return default;
        }

        (object? cause, box.Trouble) = (box.Trouble, null);
        return new WaitOutcome(cause!, box.WakeAt - _runtime.Now);
    }
}
