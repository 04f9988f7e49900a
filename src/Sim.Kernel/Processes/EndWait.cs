using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>Waits until a started process has ended; from <see cref="Process.Ended"/>.</summary>
public readonly struct EndWait : IJoinableWait, ICriticalNotifyCompletion, ISuspending
{
    private readonly Process _process;

    internal EndWait(Process process) => _process = process;

    /// <summary>Whether it has ended.</summary>
    public bool IsCompleted => _process.Living is null;

    ProcessRuntime? IWait.Runtime => IsCompleted ? null : RequireStarted().Runtime;

    /// <summary>For <c>await</c>.</summary>
    public EndWait GetAwaiter() => this;

    /// <summary>Throws what the process threw.</summary>
    public void GetResult()
    {
        if (_process.Box is { } box)
        {
            ProcessAwaiter.EndOf(box);
        }
    }

    /// <summary>Refused: only a process can wait for a process.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait for a process.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    bool IWait.TryNow(ProcessBox owner)
    {
        if (_process.Box is { Error: { } error })
        {
            owner.Trouble = new JoinFailure(error);
        }

        return IsCompleted;
    }

    WaitNode IWait.Begin(ProcessBox owner, int branch) => Join(RequireStarted(), owner, branch);

    WaitNode IJoinableWait.Done(ProcessBox owner, int branch) => owner.Runtime!.RentNothing(owner, branch);

    void ISuspending.Suspend(ProcessBox box) => ProcessAwaiter.Suspend(RequireStarted(), box);

    internal static WaitNode Join(ProcessBox awaited, ProcessBox owner, int branch)
    {
        Misuse.Unless(awaited.State == ProcessState.Started, "a process awaited as a part of one process cannot be awaited by another");
        WaitNode node = owner.Runtime!.Rent(awaited, owner, branch);
        awaited.Joiners.Add(node);
        return node;
    }

    private ProcessBox RequireStarted()
    {
        ProcessBox? box = _process.Box;
        Misuse.Unless(box is { State: not ProcessState.Created }, "a process must be started before its end can be waited for beside others");
        return box;
    }
}
