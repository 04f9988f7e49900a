using System;
using System.Runtime.CompilerServices;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>A wait with a time limit: true where it completed in time; from <c>wait.Within(limit)</c>.</summary>
/// <typeparam name="TWait">The kind of wait.</typeparam>
public readonly struct TimedWait<TWait> : ICriticalNotifyCompletion, ISuspending
    where TWait : struct, IWait
{
    private readonly ProcessRuntime? _runtime;
    private readonly FirstOfWait<Branches<Branch<TWait>, DelayWait>> _race;

    internal TimedWait(TWait wait, Duration limit)
    {
        _runtime = wait.Runtime;
        if (_runtime is not null)
        {
            _race = new(_runtime, new(new(wait), new DelayWait(_runtime, limit)));
        }
    }

    /// <summary>Whether it need not wait.</summary>
    public bool IsCompleted => _runtime is null || _race.IsCompleted;

    /// <summary>For <c>await</c>.</summary>
    public TimedWait<TWait> GetAwaiter() => this;

    /// <summary>Whether the wait completed before its limit.</summary>
    /// <exception cref="ProcessInterruptedException">The process was interrupted.</exception>
    public bool GetResult()
    {
        _runtime?.Finish();
        return _runtime is null || _runtime.Current!.Branch == 0;
    }

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    void ISuspending.Suspend(ProcessBox box) => Suspend(box);

    internal void Suspend(ProcessBox box) => _race.Suspend(box);
}
