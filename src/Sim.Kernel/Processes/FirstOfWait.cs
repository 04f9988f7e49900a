using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>Waits until the first of several waits completes, and withdraws the others; from <c>simulation.FirstOf(a, b)</c>.</summary>
/// <typeparam name="TBranches">The waits.</typeparam>
public readonly struct FirstOfWait<TBranches> : ICriticalNotifyCompletion, ISuspending
    where TBranches : struct, IBranches
{
    private readonly ProcessRuntime _runtime;
    private readonly TBranches _branches;

    internal FirstOfWait(ProcessRuntime runtime, TBranches branches)
    {
        _runtime = runtime;
        _branches = branches;
    }

    /// <summary>Whether one of them need not wait: the first of these is completed, the others are never begun.</summary>
    public bool IsCompleted
    {
        get
        {
            ProcessBox box = _runtime.AboutToWait();
            if (box.Trouble is not null)
            {
                return true;
            }

            box.Branch = (sbyte)_branches.TryFirst(box);
            return box.Branch >= 0;
        }
    }

    /// <summary>For <c>await</c>.</summary>
    public FirstOfWait<TBranches> GetAwaiter() => this;

    /// <summary>Which of them completed first.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted; all are withdrawn.</exception>
    public Selection GetResult()
    {
        _runtime.KeepItem();
        _runtime.Finish();
        return new Selection(_runtime.Current!);
    }

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    void ISuspending.Suspend(ProcessBox box) => Suspend(box);

    internal void Suspend(ProcessBox box)
    {
        box.Missing = 1;
        _branches.BeginAny(box);
    }
}
