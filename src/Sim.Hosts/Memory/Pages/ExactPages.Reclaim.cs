using System;
using Sim.Hosts.Memory.Guests;

namespace Sim.Hosts.Memory.Pages;

/// <content>What the host takes, and what the balloon takes from the guest.</content>
public sealed partial class ExactPages
{
    private const double Golden = 0.6180339887498949; // spreads dirty pages evenly, as PageContents does classes

    /// <inheritdoc/>
    public GuestReclaim Inflate(int vm, double pages)
    {
        ExactVm row = _vms[vm];
        int before = _free;
        int wanted = (int)Math.Min(pages, row.Size - row.CountOf(PagePlace.Ballooned));
        int free = TakeFree(vm, wanted);
        PageFaults faults = default;
        Span<int> kinds = stackalloc int[LruPages.Kinds];
        int doubled = 0;
        for (int i = free; i < wanted; i++)
        {
            int victim = Evict(vm, row.Clock, out int kind, ref faults);
            if (victim < 0)
            {
                break;
            }

            kinds[kind]++;
            doubled += faults.SwapIn + faults.Decompress;
            faults = default;
        }

        return new GuestReclaim(free, kinds[0], kinds[1], kinds[2], doubled, _free - before);
    }

    /// <inheritdoc/>
    public double Deflate(int vm, double pages)
    {
        ExactVm row = _vms[vm];
        int wanted = (int)Math.Min(pages, row.CountOf(PagePlace.Ballooned));
        int given = 0;
        for (int i = 0; i < row.Size && given < wanted; i++)
        {
            int page = (row.Used + i) % row.Size; // frames that nobody misses, then those of the hottest pages
            if (row.PlaceOf(page) == PagePlace.Ballooned)
            {
                Move(vm, page, PagePlace.Untouched);
                row.Begun = row.Has(page, ExactVm.Lost) ? row.Begun : Math.Min(row.Begun, page);
                given++;
            }
        }

        row.FreeFrom = row.Used;
        return given;
    }

    /// <inheritdoc/>
    public double Report(int vm, double pages)
    {
        ExactVm row = _vms[vm];
        int before = _free;
        int left = (int)Math.Min(pages, row.Resident);
        for (int page = row.Size - 1; page >= row.Used && left > 0; page--)
        {
            if (row.IsResident(page))
            {
                Move(vm, page, PagePlace.Untouched);
                left--;
            }
        }

        row.FreeFrom = row.Used;
        return _free - before;
    }

    /// <inheritdoc/>
    public double SwapOut(int vm, double pages)
    {
        int wanted = (int)Math.Min(pages, _vms[vm].CountOf(PagePlace.Own));
        for (int i = 0; i < wanted; i++)
        {
            Move(vm, PickOwn(_vms[vm]), PagePlace.Swapped);
        }

        return wanted;
    }

    /// <inheritdoc/>
    public CompressionOutcome Compress(int vm, double pages, double most)
    {
        ExactVm row = _vms[vm];
        int before = _free;
        int tried = (int)Math.Min(pages, row.CountOf(PagePlace.Own));
        (int kept, int evicted) = (0, 0);
        for (int i = 0; i < tried; i++)
        {
            int page = PickOwn(row);
            if (row.Draw.NextBool(row.Guest.Compressible))
            {
                Move(vm, page, PagePlace.Compressed);
                RememberCompressed(row, page);
                kept++;
            }

            while (row.CountOf(PagePlace.Compressed) > most)
            {
                Move(vm, TakeOldest(row), PagePlace.Swapped);
                evicted++;
            }
        }

        return new CompressionOutcome(tried, kept, evicted, _free - before);
    }

    /// <inheritdoc/>
    public double BreakLarge(int vm, double pages)
    {
        ExactVm row = _vms[vm];
        int before = row.LargePages;
        for (int page = row.Size - 1; page >= 0 && row.LargePages > 0 && before - row.LargePages < pages; page--)
        {
            BreakLargeAt(row, page);
        }

        return before - row.LargePages;
    }

    private static void BreakLargeAt(ExactVm row, int page)
    {
        if (!row.Has(page, ExactVm.Large))
        {
            return;
        }

        int first = page / PageSizes.PerLarge * PageSizes.PerLarge;
        for (int i = first; i < first + PageSizes.PerLarge; i++)
        {
            row.Unset(i, ExactVm.Large);
        }

        row.LargePages -= PageSizes.PerLarge;
    }

    // The queue may still name pages that have left the cache, or name some twice; now and then that is cleared up.
    private static void RememberCompressed(ExactVm row, int page)
    {
        if (row.PlaceOf(page) != PagePlace.Compressed)
        {
            return;
        }

        row.Oldest.Add(page);
        if (row.Oldest.Count <= 64 + (2 * row.CountOf(PagePlace.Compressed)))
        {
            return;
        }

        for (int i = row.Oldest.Count; i > 0; i--)
        {
            int kept = row.Oldest.Take();
            if (row.PlaceOf(kept) == PagePlace.Compressed && row.Ages[kept] == 0)
            {
                row.Oldest.Add(kept);
                row.Ages[kept] = 1; // KSM has no use for it while it is compressed
            }
        }

        for (int i = row.Oldest.Count; i > 0; i--)
        {
            int kept = row.Oldest.Take();
            row.Ages[kept] = 0;
            row.Oldest.Add(kept);
        }
    }

    private static int TakeOldest(ExactVm row)
    {
        int page = row.Oldest.Take();
        while (row.PlaceOf(page) != PagePlace.Compressed)
        {
            page = row.Oldest.Take();
        }

        return page;
    }

    // The guest's free list gives whatever comes: each of its pages with the same chance (D. Knuth, TAOCP 2, algorithm 3.4.2 S).
    private int TakeFree(int vm, int wanted)
    {
        ExactVm row = _vms[vm];
        int left = row.Size - row.Used;
        for (int page = row.Used; page < row.Size; page++)
        {
            left -= row.PlaceOf(page) == PagePlace.Ballooned ? 1 : 0;
        }

        int taken = 0;
        for (int page = row.Used; page < row.Size && taken < wanted; page++)
        {
            if (row.PlaceOf(page) == PagePlace.Ballooned)
            {
                continue;
            }

            if (row.Draw.NextInt(left) < wanted - taken)
            {
                Move(vm, page, PagePlace.Ballooned);
                taken++;
            }

            left--;
        }

        // Frames that an earlier deflation gave to evicted pages, and that those have not used.
        for (int page = 0; page < row.Used && taken < wanted && row.LostPages > 0; page++)
        {
            if (row.PlaceOf(page) == PagePlace.Untouched && row.Has(page, ExactVm.Lost))
            {
                Move(vm, page, PagePlace.Ballooned);
                taken++;
            }
        }

        return taken;
    }

    // A page whose frame is in the balloon needs one: a free one of the guest, or that of the page used least recently.
    private bool FindFrame(int vm, int page, double now, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        for (; row.FreeFrom < row.Size; row.FreeFrom++)
        {
            if (row.PlaceOf(row.FreeFrom) != PagePlace.Ballooned)
            {
                Inherit(vm, page, row.FreeFrom, ref faults);
                return true;
            }
        }

        int victim = Evict(vm, now, out _, ref faults);
        if (victim < 0)
        {
            return false;
        }

        Move(vm, page, PagePlace.Untouched);
        NoteAway(row, victim);
        return true;
    }

    // The frame goes over with what backs it. A swapped one is read in, though what is in it is not wanted.
    private void Inherit(int vm, int page, int free, ref PageFaults faults)
    {
        PagePlace place = _vms[vm].PlaceOf(free);
        faults.SwapIn += place == PagePlace.Swapped ? 1 : 0;
        faults.Decompress += place == PagePlace.Compressed ? 1 : 0;
        Move(vm, free, PagePlace.Ballooned);
        Move(vm, page, PagePlace.Untouched);
    }

    // The guest gives up the page that it has not used for longest: clean cache, then dirty cache, then pages of processes.
    private int Evict(int vm, double now, out int kind, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        row.Lru ??= LruOf(row);
        for (kind = 0; kind < LruPages.Kinds; kind++)
        {
            while (row.Lru.CountOf(kind) > 0)
            {
                (int page, double known) = row.Lru.Peek(kind);
                if (page < row.Used && row.PlaceOf(page) != PagePlace.Ballooned && UsedSince(row, page, kind, known, now))
                {
                    continue;
                }

                row.Lru.Remove(kind);
                if (page < row.Used && row.PlaceOf(page) != PagePlace.Ballooned && !row.Has(page, ExactVm.Lost))
                {
                    GiveUp(vm, page, kind, ref faults);
                    return page;
                }
            }
        }

        kind = 0;
        return -1;
    }

    // Whether the page has been used since that was last looked at; then it is no victim.
    private static bool UsedSince(ExactVm row, int page, int kind, double known, double now)
    {
        double rate = row.Rates[row.BucketOf(page)];
        double gap = now - known;
        if (gap <= 0 || rate <= 0 || !row.Draw.NextBool(1 - Math.Exp(-rate * gap)))
        {
            return false;
        }

        row.Lru!.Renew(kind, now - LruPages.DrawAge(row.Draw, rate, gap), now);
        return true;
    }

    // What must be written somewhere is read in first where the host has put it out: double paging.
    private void GiveUp(int vm, int page, int kind, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        PagePlace place = row.PlaceOf(page);
        faults.SwapIn += kind > 0 && place == PagePlace.Swapped ? 1 : 0;
        faults.Decompress += kind > 0 && place == PagePlace.Compressed ? 1 : 0;
        Move(vm, page, PagePlace.Ballooned);
        row.SetLost(page, page < row.Begun);
    }

    // Built when it is first needed: accesses have been Poisson at all times, so ages are exponential.
    private static LruPages LruOf(ExactVm row)
    {
        Span<int> counts = stackalloc int[LruPages.Kinds];
        for (int page = 0; page < row.Used; page++)
        {
            counts[KindOf(row, page)] += row.PlaceOf(page) == PagePlace.Ballooned ? 0 : 1;
        }

        LruPages lru = new(counts);
        for (int page = 0; page < row.Used; page++)
        {
            double rate = row.Rates[row.BucketOf(page)];
            double age = rate > 0 ? row.Draw.NextExponential(1 / rate) : row.Clock + page;
            if (row.PlaceOf(page) != PagePlace.Ballooned)
            {
                lru.Add(KindOf(row, page), page, row.Clock - age, row.Clock);
            }
        }

        return lru;
    }

    // 0: clean page cache, 1: dirty, 2: of a process.
    private static int KindOf(ExactVm row, int page)
    {
        if (page < row.Used - row.CachePages)
        {
            return 2;
        }

        double at = page * Golden;
        return at - Math.Floor(at) < row.Guest.DirtyCache ? 1 : 0;
    }
}
