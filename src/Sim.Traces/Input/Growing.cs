using System;

namespace Sim.Traces.Input;

/// <summary>An array that grows and is used again from file to file.</summary>
/// <typeparam name="T">What it holds.</typeparam>
internal sealed class Growing<T>
{
    private T[] _items = new T[512];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>What there is.</summary>
    public Span<T> Span => _items.AsSpan(0, Count);

    /// <summary>The last; there must be one.</summary>
    public ref T Last => ref _items[Count - 1];

    /// <summary>Adds one.</summary>
    public void Add(T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = item;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => Count = 0;
}
