using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace Sim.Kernel.Processes;

/// <summary>As <see cref="ProcessAwaiter"/>, with the result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public readonly struct ProcessAwaiter<T> : ICriticalNotifyCompletion, ISuspending
{
    private readonly ResultBox<T>? _box;

    internal ProcessAwaiter(ResultBox<T>? box) => _box = box;

    /// <summary>Whether it has ended.</summary>
    public bool IsCompleted => _box is null or { State: ProcessState.Ended };

    /// <summary>What the process returned; throws what it threw.</summary>
    /// <exception cref="InvariantException">The result was taken before.</exception>
    public T GetResult()
    {
        ResultBox<T>? box = _box;
        Misuse.Unless(box is not null, "the result of a process that was awaited without being started can be taken only once");
        bool isPart = box.Parent is not null;
        if (!isPart && box.Runtime!.Current is { HasTrouble: true } or { Node: not null })
        {
            box.Runtime.Finish();
        }

        (T? result, Exception? error) = (box.Result, box.Error);
        if (isPart && box.State == ProcessState.Ended)
        {
            box.Recycle();
        }

        if (error is not null)
        {
            ExceptionDispatchInfo.Throw(error);
        }

        return result!;
    }

    /// <summary>Refused: only a process can wait for a process.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait for a process.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    void ISuspending.Suspend(ProcessBox box) => ProcessAwaiter.Suspend(_box!, box);
}
