using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sim.Kernel.Events;

/// <summary>What an event queue keeps of an event: when it happens, and the slot under which <see cref="Simulation"/> keeps the rest.</summary>
/// <remarks>20 bytes without padding: a million pending events are moved about in these.</remarks>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
public readonly struct QueuedEvent(EventKey key, int slot) : IComparable<QueuedEvent>, IEquatable<QueuedEvent>
{
    /// <summary>The place in the total order.</summary>
    public readonly EventKey Key = key;

    /// <summary>Where the simulation finds what the event does.</summary>
    public readonly int Slot = slot;

    /// <summary>Writes an event field by field: a copy as one value would have to wait for fields that were just written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Put(ref QueuedEvent place, EventKey key, int slot)
    {
        Unsafe.AsRef(in place.Key) = key;
        Unsafe.AsRef(in place.Slot) = slot;
    }

    /// <summary>Whether the left event goes first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <(in QueuedEvent left, in QueuedEvent right) => left.Key < right.Key;

    /// <summary>Whether the right event goes first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >(in QueuedEvent left, in QueuedEvent right) => right.Key < left.Key;

    /// <summary>Whether the left event does not go after the right.</summary>
    public static bool operator <=(in QueuedEvent left, in QueuedEvent right) => left.Key <= right.Key;

    /// <summary>Whether the left event does not go before the right.</summary>
    public static bool operator >=(in QueuedEvent left, in QueuedEvent right) => left.Key >= right.Key;

    /// <summary>Whether both are the same event.</summary>
    public static bool operator ==(in QueuedEvent left, in QueuedEvent right) => left.Equals(right);

    /// <summary>Whether they are different events.</summary>
    public static bool operator !=(in QueuedEvent left, in QueuedEvent right) => !left.Equals(right);

    /// <inheritdoc/>
    public int CompareTo(QueuedEvent other) => Key.CompareTo(other.Key);

    /// <inheritdoc/>
    public bool Equals(QueuedEvent other) => Key == other.Key && Slot == other.Slot;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is QueuedEvent other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();
}
