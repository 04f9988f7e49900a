using System;

namespace Sim.Hosts.Memory.Pages;

/// <summary>Page numbers, first in first out; grows as needed.</summary>
internal sealed class PageQueue
{
    private int[] _pages = [];
    private int _first;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that it takes.</summary>
    public long Bytes => sizeof(int) * (long)_pages.Length;

    /// <summary>Appends one.</summary>
    public void Add(int page)
    {
        if (Count == _pages.Length)
        {
            Grow();
        }

        _pages[(_first + Count) % _pages.Length] = page;
        Count++;
    }

    /// <summary>Takes the first.</summary>
    public int Take()
    {
        int page = _pages[_first];
        _first = (_first + 1) % _pages.Length;
        Count--;
        return page;
    }

    /// <summary>Forgets all.</summary>
    public void Clear() => (_first, Count) = (0, 0);

    private void Grow()
    {
        int[] pages = new int[Math.Max(16, Count + (Count / 2))];
        for (int i = 0; i < Count; i++)
        {
            pages[i] = _pages[(_first + i) % _pages.Length];
        }

        (_pages, _first) = (pages, 0);
    }
}
