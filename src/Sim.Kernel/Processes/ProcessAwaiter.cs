using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Sim.Kernel.Processes;

/// <summary>Waits for a process: runs one that was not started as a part of the caller, joins one that was.</summary>
public readonly struct ProcessAwaiter : ICriticalNotifyCompletion, ISuspending
{
    private readonly ProcessBox? _box;

    internal ProcessAwaiter(ProcessBox? box) => _box = box;

    /// <summary>Whether it has ended.</summary>
    public bool IsCompleted => _box is null or { State: ProcessState.Ended };

    /// <summary>Throws what the process threw.</summary>
    public void GetResult()
    {
        if (_box is not null)
        {
            EndOf(_box);
        }
    }

    /// <summary>Refused: only a process can wait for a process.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait for a process.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    void ISuspending.Suspend(ProcessBox box) => Suspend(_box!, box);

    internal static void Suspend(ProcessBox awaited, ProcessBox box)
    {
        ProcessRuntime runtime = box.Runtime!;
        runtime.AboutToWait();
        if (box.Trouble is not null)
        {
            awaited.Runtime ??= runtime; // it stays unstarted
            runtime.Continue(box);
        }
        else if (awaited.State == ProcessState.Created)
        {
            awaited.State = ProcessState.Part;
            awaited.Runtime = runtime;
            awaited.Parent = box;
            box.Part = awaited;
            runtime.Continue(awaited);
        }
        else
        {
            Misuse.Unless(ReferenceEquals(awaited.Runtime, runtime), "a process can only await processes of its own simulation");
            box.Missing = 1;
            box.Node = EndWait.Join(awaited, box, 0);
        }
    }

    /// <summary>After a wait for a process: throws what it threw, and frees a part.</summary>
    internal static void EndOf(ProcessBox awaited)
    {
        Exception? error = awaited.State == ProcessState.Ended ? awaited.Error : null;
        if (awaited.State == ProcessState.Ended && awaited.Parent is not null)
        {
            awaited.Recycle();
        }
        else
        {
            awaited.Runtime!.Finish();
        }

        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }
    }
}
