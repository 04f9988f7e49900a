using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>A delay for which an interrupt is a result; from <see cref="DelayWait.Interruptible"/>.</summary>
/// <remarks>A .NET exception costs some microseconds, as much as a hundred events: use this where interrupts are common.</remarks>
public readonly struct InterruptibleDelay : ICriticalNotifyCompletion, ISuspending
{
    private readonly DelayWait _delay;

    internal InterruptibleDelay(DelayWait delay) => _delay = delay;

    /// <inheritdoc cref="DelayWait.IsCompleted"/>
    public bool IsCompleted => _delay.IsCompleted;

    /// <summary>For <c>await</c>.</summary>
    public InterruptibleDelay GetAwaiter() => this;

    /// <summary>How the delay ended.</summary>
    public WaitOutcome GetResult() => _delay.Outcome();

    /// <summary>Refused: only a process can wait.</summary>
    public void OnCompleted(Action continuation) => Suspension.RefuseContinuation();

    /// <summary>Refused: only a process can wait.</summary>
    public void UnsafeOnCompleted(Action continuation) => Suspension.RefuseContinuation();

    void ISuspending.Suspend(ProcessBox box) => _delay.Suspend(box);
}
