using System;

namespace Sim.Kernel.Processes;

/// <summary>Servers of a pool that a process holds: <c>using Lease lease = await pool.Acquire();</c>.</summary>
/// <remarks>A value: copies release the same servers, so release one of them once. The default value holds nothing.</remarks>
public readonly struct Lease : IDisposable, IEquatable<Lease>
{
    private readonly ServerPool? _pool;

    internal Lease(ServerPool pool, long amount)
    {
        _pool = pool;
        Amount = amount;
    }

    /// <summary>How many servers.</summary>
    public long Amount { get; }

    /// <summary>Whether servers were had at all; false where a time limit ran out first.</summary>
    public bool IsHeld => _pool is not null;

    /// <summary>As <see cref="IsHeld"/>.</summary>
    public static implicit operator bool(Lease lease) => lease.IsHeld;

    /// <summary>Whether both hold as many servers of the same pool.</summary>
    public static bool operator ==(Lease left, Lease right) => left.Equals(right);

    /// <summary>Whether they hold different servers.</summary>
    public static bool operator !=(Lease left, Lease right) => !left.Equals(right);

    /// <summary>As <see cref="IsHeld"/>.</summary>
    public bool ToBoolean() => IsHeld;

    /// <summary>Gives all servers back; nothing where none are held.</summary>
    /// <exception cref="InvariantException">More are given back than were had.</exception>
    public void Dispose() => _pool?.Release(Amount);

    /// <inheritdoc/>
    public bool Equals(Lease other) => ReferenceEquals(_pool, other._pool) && Amount == other.Amount;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Lease other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Amount.GetHashCode();
}
