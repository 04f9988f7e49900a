using System;
using System.Runtime.CompilerServices;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>A fully associative TLB; the least recently used page gives way.</summary>
/// <remarks>Most look-ups are of the page before, or end at the entry that had this piece of 4 KiB the last time; only the rest compare with all.</remarks>
internal sealed class FirstLevelTlb
{
    private const int PageBits = 12;
    private const int HintBits = 8;
    private const ulong Spread = 0x9E3779B97F4A7C15;
    private readonly TlbPage[] _pages;
    private readonly int[] _hints = new int[1 << HintBits];
    private long _looks;
    private ulong _lastPiece = ulong.MaxValue;
    private ulong _lastSpace;
    private ulong _lastPhysical;
    private long _lastReady;

    /// <summary>Builds an empty one.</summary>
    public FirstLevelTlb(int pages)
    {
        _pages = new TlbPage[pages];
        Drop();
    }

    /// <summary>Looks for the page that was found last: no other is used more recently.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsLast(ulong address, ulong space, long cycle, out Translated translated)
    {
        translated = new Translated(_lastPhysical | (address & ((1UL << PageBits) - 1)), Math.Max(cycle, _lastReady));
        return address >> PageBits == _lastPiece && space == _lastSpace;
    }

    /// <summary>Looks for a page.</summary>
    public bool Find(ulong address, ulong space, long cycle, out Translated translated)
    {
        ref int hint = ref Hint(address);
        if (!_pages[hint].Holds(address, space))
        {
            int found = Search(address, space);
            if (found < 0)
            {
                translated = default;
                return false;
            }

            hint = found;
        }

        ref TlbPage page = ref _pages[hint];
        page.Used = ++_looks;
        Remember(in page, address, space);
        translated = new Translated(page.Translate(address), Math.Max(cycle, page.Ready));
        return true;
    }

    /// <summary>Puts a page in, where the least recently used was.</summary>
    public void Keep(in TlbPage page, ulong address, ulong space)
    {
        int oldest = 0;
        for (int i = 1; i < _pages.Length; i++)
        {
            oldest = _pages[i].Used < _pages[oldest].Used ? i : oldest;
        }

        _pages[oldest] = page;
        _pages[oldest].Used = ++_looks;
        Hint(address) = oldest;
        Remember(in page, address, space);
    }

    /// <summary>Drops what a fence is about.</summary>
    public void Drop(in FenceScope scope)
    {
        foreach (ref TlbPage page in _pages.AsSpan())
        {
            if (scope.Covers(in page))
            {
                page = TlbPage.Empty;
            }
        }

        _lastPiece = ulong.MaxValue;
    }

    /// <summary>Drops all.</summary>
    public void Drop()
    {
        Array.Fill(_pages, TlbPage.Empty);
        _lastPiece = ulong.MaxValue;
    }

    /// <summary>Pages under way are there.</summary>
    public void Settle()
    {
        foreach (ref TlbPage page in _pages.AsSpan())
        {
            page.Ready = 0;
        }

        _lastReady = 0;
    }

    private ref int Hint(ulong address) => ref _hints[(int)(((address >> PageBits) * Spread) >> (64 - HintBits))];

    private int Search(ulong address, ulong space)
    {
        TlbPage[] pages = _pages;
        for (int i = 0; i < pages.Length; i++)
        {
            if (pages[i].Holds(address, space))
            {
                return i;
            }
        }

        return -1;
    }

    private void Remember(in TlbPage page, ulong address, ulong space)
    {
        _lastPiece = address >> PageBits;
        _lastSpace = space;
        _lastPhysical = page.Translate(address) & ~((1UL << PageBits) - 1);
        _lastReady = page.Ready;
    }
}
