using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>As <see cref="Process"/>, with a result for whoever awaits it.</summary>
/// <remarks>
/// Awaited without having been started, its result can be taken once, as with a <c>ValueTask</c>. Of a started one the
/// result is kept, and any number of processes may await it, also after its end; its object is not used again.
/// </remarks>
/// <typeparam name="T">The type of the result.</typeparam>
[AsyncMethodBuilder(typeof(ProcessMethodBuilder<>))]
public readonly struct Process<T> : IEquatable<Process<T>>
{
    private readonly ResultBox<T>? _box;
    private readonly uint _version;

    internal Process(ResultBox<T> box)
    {
        _box = box;
        _version = box.Version;
    }

    /// <summary>Whether it has returned or failed.</summary>
    public bool HasEnded => Living is null;

    /// <summary>Its name, as given when it was started or else that of its method; empty once it has ended.</summary>
    public string Name => Living?.Name ?? "";

    /// <summary>A wait until it has ended, to combine with others; it must have been started. Throws what the process threw.</summary>
    public EndWait Ended => new(Untyped);

    internal ProcessBox? Living => Box is { State: not ProcessState.Ended } box ? box : null;

    private ResultBox<T>? Box => _box is not null && _box.Version == _version ? _box : null;

    private Process Untyped => Box is { } box ? new Process(box) : default;

    /// <summary>Whether both name the same run.</summary>
    public static bool operator ==(Process<T> left, Process<T> right) => left.Equals(right);

    /// <summary>Whether they name different runs.</summary>
    public static bool operator !=(Process<T> left, Process<T> right) => !left.Equals(right);

    /// <inheritdoc cref="Process.Interrupt"/>
    public bool Interrupt(object? cause = null) => Living is { } box && ProcessRuntime.Interrupt(box, cause);

    /// <summary>For <c>await</c>.</summary>
    public ProcessAwaiter<T> GetAwaiter() => new(Box);

    /// <inheritdoc/>
    public bool Equals(Process<T> other) => ReferenceEquals(_box, other._box) && _version == other._version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Process<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)_version);

    /// <summary>Its name, or <c>ended</c>.</summary>
    public override string ToString() => Living?.Name ?? "ended";
}
