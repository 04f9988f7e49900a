using System;
using System.Globalization;
using Sim.Kernel.Quantities;

namespace Sim.Kernel.Processes;

/// <summary>Thrown at the await of a process that another one has interrupted; its wait is withdrawn.</summary>
public sealed class ProcessInterruptedException : Exception
{
    internal static readonly object NoCause = new();

    internal ProcessInterruptedException(object cause, Duration left)
        : this(string.Create(
            CultureInfo.InvariantCulture,
            $"interrupted{(ReferenceEquals(cause, NoCause) ? "" : ": " + cause)}"))
    {
        Cause = ReferenceEquals(cause, NoCause) ? null : cause;
        Left = left;
    }

    /// <summary>An interrupt without a cause, with a text.</summary>
    public ProcessInterruptedException(string message)
        : base(message)
    {
    }

    /// <summary>An interrupt without a cause, with a text and what led to it.</summary>
    public ProcessInterruptedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An interrupt without a cause.</summary>
    public ProcessInterruptedException()
        : this("interrupted")
    {
    }

    /// <summary>What the interrupting side gave as its cause; null where it gave none.</summary>
    public object? Cause { get; }

    /// <summary>How much of a delay was left; zero for other waits, and where the interrupt had been kept for this await.</summary>
    public Duration Left { get; }
}
