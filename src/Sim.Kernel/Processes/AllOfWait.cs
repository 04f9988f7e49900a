using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>Waits until all of several waits have completed; from <c>simulation.AllOf(a, b)</c>.</summary>
/// <typeparam name="TBranches">The waits.</typeparam>
public readonly struct AllOfWait<TBranches> : ICriticalNotifyCompletion, ISuspending
    where TBranches : struct, IJoinableBranches
{
    private readonly ProcessRuntime _runtime;
    private readonly TBranches _branches;

    internal AllOfWait(ProcessRuntime runtime, TBranches branches)
    {
        _runtime = runtime;
        _branches = branches;
    }

    /// <summary>False unless an interrupt is to be looked at first.</summary>
    public bool IsCompleted => _runtime.AboutToWait().Trouble is not null;

    /// <summary>For <c>await</c>.</summary>
    public AllOfWait<TBranches> GetAwaiter() => this;

    /// <summary>After all have completed. What they acquired is released by <see cref="ServerPool.Release"/>.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted; what was acquired until then is given back.</exception>
    public void GetResult() => _runtime.Finish();

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    void ISuspending.Suspend(ProcessBox box)
    {
        box.Missing = 0;
        _branches.BeginAll(box);
        if (box.Missing == 0)
        {
            box.Runtime!.Continue(box);
        }
    }
}
