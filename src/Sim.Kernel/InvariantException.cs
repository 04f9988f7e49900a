using System;

namespace Sim.Kernel;

/// <summary>An invariant of Sim itself was broken: a bug in Sim, not in its input.</summary>
public sealed class InvariantException : Exception
{
    /// <summary>Names the invariant.</summary>
    public InvariantException(string message)
        : base(message)
    {
    }

    /// <summary>Names the invariant and what led to its breach.</summary>
    public InvariantException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>An unnamed invariant.</summary>
    public InvariantException()
        : this("invariant broken")
    {
    }
}
