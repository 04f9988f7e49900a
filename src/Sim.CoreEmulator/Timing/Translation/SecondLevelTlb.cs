using System;
using System.Numerics;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>A set-associative TLB for pages of all sizes: each size has its own index, and is looked for while there are any of it.</summary>
internal sealed class SecondLevelTlb
{
    // The sizes of pages: 4 KiB, a Svnapot run, 2 MiB, 1 GiB, 512 GiB.
    private static readonly int[] Sizes = [12, 16, 21, 30, 39];
    private readonly TlbPage[] _pages;
    private readonly int _ways;
    private readonly int _setMask;
    private readonly int[] _counts = new int[Sizes.Length];
    private long _looks;

    /// <summary>Builds an empty one.</summary>
    /// <param name="pages">Pages it holds; 0 for none.</param>
    /// <param name="ways">Ways; sets are made a power of 2 of them.</param>
    public SecondLevelTlb(int pages, int ways)
    {
        _ways = Math.Min(ways, pages);
        _setMask = pages == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)((pages + _ways - 1) / _ways)) - 1;
        _pages = new TlbPage[_ways * (_setMask + 1)];
        Drop();
    }

    /// <summary>Looks for a page.</summary>
    public bool Find(ulong address, ulong space, out TlbPage found)
    {
        for (int size = 0; size < Sizes.Length; size++)
        {
            if (_counts[size] == 0)
            {
                continue;
            }

            foreach (ref TlbPage page in Set(address, Sizes[size]))
            {
                if (page.Bits == Sizes[size] && page.Holds(address, space))
                {
                    page.Used = ++_looks;
                    found = page;
                    return true;
                }
            }
        }

        found = default;
        return false;
    }

    /// <summary>Puts a page in, where the least recently used of its set was.</summary>
    public void Keep(in TlbPage page)
    {
        Span<TlbPage> set = Set(page.Page, page.Bits);
        if (set.IsEmpty)
        {
            return;
        }

        int oldest = 0;
        for (int i = 1; i < set.Length; i++)
        {
            oldest = set[i].Used < set[oldest].Used ? i : oldest;
        }

        Count(in set[oldest], -1);
        set[oldest] = page;
        set[oldest].Used = ++_looks;
        Count(in page, 1);
    }

    /// <summary>Drops what a fence is about.</summary>
    public void Drop(in FenceScope scope)
    {
        foreach (ref TlbPage page in _pages.AsSpan())
        {
            if (scope.Covers(in page))
            {
                Count(in page, -1);
                page = TlbPage.Empty;
            }
        }
    }

    /// <summary>Drops all.</summary>
    public void Drop()
    {
        Array.Fill(_pages, TlbPage.Empty);
        Array.Clear(_counts);
    }

    /// <summary>Pages under way are there.</summary>
    public void Settle()
    {
        foreach (ref TlbPage page in _pages.AsSpan())
        {
            page.Ready = 0;
        }
    }

    private Span<TlbPage> Set(ulong address, int bits) => _pages.AsSpan(((int)(address >> bits) & _setMask) * _ways, _ways);

    private void Count(in TlbPage page, int change)
    {
        if (page.Space != 0)
        {
            _counts[Array.IndexOf(Sizes, page.Bits)] += change;
        }
    }
}
