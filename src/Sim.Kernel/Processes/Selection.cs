using System;

namespace Sim.Kernel.Processes;

/// <summary>Which of several waits completed first.</summary>
public readonly struct Selection : IEquatable<Selection>
{
    private readonly ProcessBox _box;

    internal Selection(ProcessBox box)
    {
        _box = box;
        Index = box.Branch;
    }

    /// <summary>Its place among them, from 0.</summary>
    public int Index { get; }

    /// <summary>As <see cref="Index"/>.</summary>
    public static implicit operator int(Selection selection) => selection.Index;

    /// <summary>Whether both chose the same place.</summary>
    public static bool operator ==(Selection left, Selection right) => left.Equals(right);

    /// <summary>Whether they chose different places.</summary>
    public static bool operator !=(Selection left, Selection right) => !left.Equals(right);

    /// <summary>As <see cref="Index"/>.</summary>
    public int ToInt32() => Index;

    /// <summary>The item taken, where the wait that completed first was a take from a store; until the process's next choice.</summary>
    /// <exception cref="InvariantException">It was no take of such an item.</exception>
    public T Item<T>()
    {
        StoreNode<T>? node = _box.Kept as StoreNode<T>;
        Misuse.Unless(node is not null, "the wait that completed first took no such item");
        return node.Item!;
    }

    /// <inheritdoc/>
    public bool Equals(Selection other) => Index == other.Index;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Selection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Index;
}
