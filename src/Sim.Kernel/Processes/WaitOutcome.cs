using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>How an interruptible wait ended; the default value is the normal end.</summary>
public readonly struct WaitOutcome
{
    private readonly object? _cause;

    internal WaitOutcome(object cause, Duration left)
    {
        _cause = cause;
        Left = left;
    }

    /// <summary>Whether it was cut short.</summary>
    public bool WasInterrupted => _cause is not null;

    /// <summary>What the interrupting side gave as its cause; null where it gave none or the wait was not interrupted.</summary>
    public object? Cause => ReferenceEquals(_cause, ProcessInterruptedException.NoCause) ? null : _cause;

    /// <summary>How much of the delay was left; zero after a normal end.</summary>
    public Duration Left { get; }
}
