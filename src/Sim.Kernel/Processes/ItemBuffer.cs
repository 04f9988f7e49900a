using System;

namespace Sim.Kernel.Processes;

/// <summary>The items of a store, by priority (lowest first), then in the order in which they came: an array that starts at its first item.</summary>
/// <remarks>
/// Taking the first is O(1). Adding is O(1) behind items that are not less urgent; before others, and when taking from the
/// middle for a filter, those between are moved.
/// </remarks>
internal sealed class ItemBuffer<T>
{
    private Entry[] _entries = new Entry[16];
    private int _start;

    public int Count { get; private set; }

    public void Add(T item, int priority)
    {
        if (_start + Count == _entries.Length)
        {
            MakeRoom();
        }

        Span<Entry> entries = _entries.AsSpan(_start, Count + 1);
        int place = PlaceOf(entries[..Count], priority);
        entries[place..Count].CopyTo(entries[(place + 1)..]);
        entries[place] = new Entry(item, priority);
        Count++;
    }

    /// <summary>Takes the first item that the filter accepts.</summary>
    public bool TryTake(Predicate<T>? filter, out T item)
    {
        Span<Entry> entries = _entries.AsSpan(_start, Count);
        for (int i = 0; i < entries.Length; i++)
        {
            if (filter is null || filter(entries[i].Item))
            {
                item = entries[i].Item;
                Remove(entries, i);
                return true;
            }
        }

        item = default!;
        return false;
    }

    // The end of those not less urgent: from the back while a few, else by halving.
    private static int PlaceOf(Span<Entry> entries, int priority)
    {
        if (entries.Length == 0 || entries[^1].Priority <= priority)
        {
            return entries.Length;
        }

        int low = 0;
        int high = entries.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = entries[middle].Priority <= priority ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Remove(Span<Entry> entries, int index)
    {
        entries[..index].CopyTo(entries[1..]);
        entries[0] = default;
        Count--;
        _start = Count == 0 ? 0 : _start + 1;
    }

    private void MakeRoom()
    {
        Entry[] target = Count * 2 <= _entries.Length ? _entries : new Entry[_entries.Length * 2];
        Array.Copy(_entries, _start, target, 0, Count);
        Array.Clear(target, Count, target.Length - Count);
        (_entries, _start) = (target, 0);
    }

    private readonly record struct Entry(T Item, int Priority);
}
