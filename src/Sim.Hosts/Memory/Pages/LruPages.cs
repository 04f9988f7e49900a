using System;
using System.Runtime.InteropServices;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory.Pages;

/// <summary>Which page was used least recently, without a word about those that are hit.</summary>
/// <remarks>
/// Accesses to a page are a Poisson stream, so when it was last used need not be followed but can be drawn when somebody asks:
/// the page that seems oldest has been used since with chance 1 - exp(-rate x time); if so, its last use is drawn, truncated
/// exponential before now, and it goes back among the others. The one that proves unused is the true victim. That is exact in
/// distribution, and costs only where pages are evicted. Heaps by kind of page; 12 bytes a page. Times are in single precision:
/// after a year of simulated time, uses within two seconds count as equally old.
/// </remarks>
internal sealed class LruPages
{
    /// <summary>Page cache that a file holds, page cache that must be written back, pages of processes: taken in that order.</summary>
    public const int Kinds = 3;

    private readonly Entry[][] _heaps = new Entry[Kinds][];
    private readonly int[] _counts = new int[Kinds];

    /// <summary>Bytes that it takes.</summary>
    public long Bytes => 12L * (_heaps[0].Length + _heaps[1].Length + _heaps[2].Length);

    /// <summary>Makes room.</summary>
    public LruPages(ReadOnlySpan<int> pagesOfKinds)
    {
        for (int kind = 0; kind < Kinds; kind++)
        {
            _heaps[kind] = new Entry[pagesOfKinds[kind]];
        }
    }

    /// <summary>Pages of a kind.</summary>
    public int CountOf(int kind) => _counts[kind];

    /// <summary>Adds a page that was last used at some time, and not since.</summary>
    public void Add(int kind, int page, double lastUse, double now)
    {
        if (_counts[kind] == _heaps[kind].Length)
        {
            Array.Resize(ref _heaps[kind], Math.Max(16, _counts[kind] + (_counts[kind] / 8)));
        }

        Entry[] heap = _heaps[kind];
        int at = _counts[kind]++;
        Entry entry = new() { LastUse = (float)lastUse, Known = (float)now, Page = page };
        while (at > 0 && heap[(at - 1) / 2].LastUse > entry.LastUse)
        {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        heap[at] = entry;
    }

    /// <summary>The page of a kind that seems to have been used last of all, and the time up to which that is known.</summary>
    public (int Page, double Known) Peek(int kind) => (_heaps[kind][0].Page, _heaps[kind][0].Known);

    /// <summary>It was used again.</summary>
    public void Renew(int kind, double lastUse, double now)
    {
        Entry entry = _heaps[kind][0];
        Sink(kind, entry with { LastUse = (float)lastUse, Known = (float)now });
    }

    /// <summary>Takes it away.</summary>
    public void Remove(int kind)
    {
        Entry last = _heaps[kind][--_counts[kind]];
        if (_counts[kind] > 0)
        {
            Sink(kind, last);
        }
    }

    /// <summary>How long ago a page was last used that has been used within a time.</summary>
    public static double DrawAge(RandomStream draw, double rate, double within) =>
        -Math.Log(1 - (draw.NextOpenDouble() * (1 - Math.Exp(-rate * within)))) / rate;

    private void Sink(int kind, in Entry entry)
    {
        Entry[] heap = _heaps[kind];
        int count = _counts[kind];
        int at = 0;
        while ((2 * at) + 1 < count)
        {
            int left = (2 * at) + 1;
            int child = left + 1 < count && heap[left + 1].LastUse < heap[left].LastUse ? left + 1 : left;
            if (heap[child].LastUse >= entry.LastUse)
            {
                break;
            }

            heap[at] = heap[child];
            at = child;
        }

        heap[at] = entry;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(float LastUse, float Known, int Page);
}
