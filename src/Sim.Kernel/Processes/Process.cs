using System;
using System.Runtime.CompilerServices;

namespace Sim.Kernel.Processes;

/// <summary>Names one run of an <c>async Process</c> method, which lives in simulated time.</summary>
/// <remarks>
/// Calling the method does nothing yet: <see cref="SimulationProcesses"/> starts it side by side with its caller, or
/// another process awaits it, which runs it as a part of that process. One that is neither is dropped without harm.
/// The object behind an ended process is used again; a handle to it then says <see cref="HasEnded"/> and never names
/// the successor. The default value counts as ended.
/// </remarks>
[AsyncMethodBuilder(typeof(ProcessMethodBuilder))]
public readonly struct Process : IEquatable<Process>
{
    private readonly ProcessBox? _box;
    private readonly uint _version;

    internal Process(ProcessBox box)
    {
        _box = box;
        _version = box.Version;
    }

    /// <summary>Whether it has returned or failed.</summary>
    public bool HasEnded => Living is null;

    /// <summary>Its name, as given when it was started or else that of its method; empty once it has ended.</summary>
    public string Name => Living?.Name ?? "";

    /// <summary>A wait until it has ended, to combine with others; it must have been started. Throws what the process threw.</summary>
    public EndWait Ended => new(this);

    internal ProcessBox? Living => Box is { State: not ProcessState.Ended } box ? box : null;

    internal ProcessBox? Box => _box is not null && _box.Version == _version ? _box : null;

    /// <summary>Whether both name the same run.</summary>
    public static bool operator ==(Process left, Process right) => left.Equals(right);

    /// <summary>Whether they name different runs.</summary>
    public static bool operator !=(Process left, Process right) => !left.Equals(right);

    /// <summary>Withdraws its current wait and throws <see cref="ProcessInterruptedException"/> there.</summary>
    /// <param name="cause">Why, for the process to look at; may be null.</param>
    /// <returns>
    /// False where it has ended or was never started, or an earlier interrupt, or the failure of a process that it awaits, has
    /// not reached it yet; then nothing changes.
    /// </returns>
    /// <remarks>
    /// A wait that has been completed, though the process has not gone on yet, wins: the interrupt is then kept for its
    /// next await, as is one of a process that runs. Within a process that awaits another as its part, the innermost is hit.
    /// </remarks>
    public bool Interrupt(object? cause = null) => Living is { } box && ProcessRuntime.Interrupt(box, cause);

    /// <summary>For <c>await</c>.</summary>
    public ProcessAwaiter GetAwaiter() => new(Box);

    /// <inheritdoc/>
    public bool Equals(Process other) => ReferenceEquals(_box, other._box) && _version == other._version;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Process other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)_version);

    /// <summary>Its name, or <c>ended</c>.</summary>
    public override string ToString() => Living?.Name ?? "ended";
}
