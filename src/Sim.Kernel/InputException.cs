using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Kernel;

/// <summary>Bad input or usage: all faults that were found. The command line prints them, one a line, and exits with 2.</summary>
public sealed class InputException : Exception
{
    /// <summary>Carries all faults of an input.</summary>
    public InputException(IReadOnlyList<InputError> errors)
        : base(string.Join(Environment.NewLine, errors ?? []))
    {
        Errors = errors ?? [];
    }

    /// <summary>Carries one fault.</summary>
    public InputException(InputError error)
        : this([error])
    {
    }

    /// <summary>Carries one fault of the command line.</summary>
    public InputException(string message)
        : this(new InputError("", 0, 0, message))
    {
    }

    /// <summary>Carries one fault of the command line and what caused it.</summary>
    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
        Errors = [new InputError("", 0, 0, message)];
    }

    /// <summary>An empty one, for serialisers.</summary>
    public InputException()
        : this(Enumerable.Empty<InputError>().ToArray())
    {
    }

    /// <summary>The faults in the order in which they stand in the input.</summary>
    public IReadOnlyList<InputError> Errors { get; }
}
