using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Memory.Guests;
using Sim.Kernel;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory.Pages;

/// <content>What a guest does in a run: first touches, drift, accesses, writes.</content>
public sealed partial class ExactPages
{
    private const int Buckets = HeatProfile.Buckets + 1; // the cold one is last
    private const double SecondsPerHour = 3600;

    // By bucket, within a run under pressure: pages in use that are not resident.
    private readonly List<int>[] _away = [.. Enumerable.Range(0, Buckets).Select(_ => new List<int>())];
    private bool _notesAway;

    /// <inheritdoc/>
    public GuestFaults Run(int vm, in GuestUse use, double seconds)
    {
        ExactVm row = _vms[vm];
        Check.That(use.Active <= use.Used && use.Used <= row.Size);
        row.Use(use);
        PageFaults faults = default;
        Span<double> accesses = stackalloc double[Buckets];
        row.SetRates(use.BusySeconds, seconds, accesses);
        if (seconds <= 0)
        {
            ServeLeftOver(vm, ref faults);
        }

        Begin(vm, ref faults);
        if (seconds > 0)
        {
            Drift(vm, seconds);
            Touch(vm, accesses);
            Page(vm, accesses, seconds, ref faults);
            Write(vm, seconds, ref faults);
            row.Clock += seconds;
        }

        return faults.Sum();
    }

    // Pages that were touched in the last run, but for which there was no memory.
    private void ServeLeftOver(int vm, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        for (int page = 0; HasAway(row) && page < row.Begun; page++)
        {
            if (row.Has(page, ExactVm.Accessed) && !row.IsResident(page))
            {
                faults.Unmet += Serve(vm, page, row.Clock, ref faults) ? 0 : 1;
            }
        }
    }

    // Pages that come into use are touched at once: what is used has been written.
    private void Begin(int vm, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        int page = row.Begun;
        while (page < row.Used)
        {
            if (_large && BackLarge(row, page))
            {
                faults.FirstTouchLarge++;
                page += PageSizes.PerLarge;
                continue;
            }

            if (!row.IsResident(page) && !Serve(vm, page, row.Clock, ref faults))
            {
                break;
            }

            page++;
        }

        row.Begun = Math.Min(page, row.Used);
        for (; page < row.Used; page++)
        {
            faults.Unmet += row.IsResident(page) ? 0 : 1;
        }
    }

    // A large page, if nothing of it has been touched and there is room for all of it.
    private bool BackLarge(ExactVm row, int page)
    {
        int end = page + PageSizes.PerLarge;
        if (page % PageSizes.PerLarge != 0 || end > row.Size || _free < PageSizes.PerLarge || row.CountOf(PagePlace.Own) + PageSizes.PerLarge > row.Allowed)
        {
            return false;
        }

        for (int i = page; i < end; i++)
        {
            if (row.PlaceOf(i) != PagePlace.Untouched || row.Has(i, ExactVm.Lost))
            {
                return false;
            }
        }

        for (int i = page; i < end; i++)
        {
            row.SetPlace(i, PagePlace.Own);
            row.Set(i, ExactVm.Large);
        }

        _free -= PageSizes.PerLarge;
        row.LargePages += PageSizes.PerLarge;
        return true;
    }

    // Pages of the working set are replaced by cold ones.
    private void Drift(int vm, double seconds)
    {
        ExactVm row = _vms[vm];
        if (row.Active >= row.Used)
        {
            return;
        }

        PageSkips skips = new(row.Draw, 1 - Math.Exp(-row.Guest.DriftPerHour * seconds / SecondsPerHour), 0, row.Active);
        while (skips.Next())
        {
            Swap(row, skips.Page, row.Active + (int)row.Draw.NextInt(row.Used - row.Active));
        }
    }

    // Two pages change places in the order of use. Large pages stay where they are, and in one piece if they can.
    private static void Swap(ExactVm row, int one, int other)
    {
        if (row.PlaceOf(one) != PagePlace.Own || row.PlaceOf(other) != PagePlace.Own)
        {
            BreakLargeAt(row, one);
            BreakLargeAt(row, other);
        }

        (row.Values[one], row.Values[other]) = (row.Values[other], row.Values[one]);
        (row.Ages[one], row.Ages[other]) = (row.Ages[other], row.Ages[one]);
        int change = (row.Flags[one] ^ row.Flags[other]) & ~ExactVm.Large;
        row.Flags[one] ^= (byte)change;
        row.Flags[other] ^= (byte)change;
        RememberCompressed(row, one);
        RememberCompressed(row, other);
    }

    private void Touch(int vm, ReadOnlySpan<double> accesses)
    {
        ExactVm row = _vms[vm];
        foreach (ref byte flags in row.Flags)
        {
            flags = (byte)(flags & ~ExactVm.Accessed);
        }

        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            PageSkips skips = new(row.Draw, 1 - Math.Exp(-accesses[bucket]), row.StartOf(bucket), row.StartOf(bucket + 1));
            while (skips.Next())
            {
                row.Set(skips.Page, ExactVm.Accessed);
            }
        }
    }

    // Accesses to pages that are out.
    private void Page(int vm, ReadOnlySpan<double> accesses, double seconds, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        if (!HasAway(row) || !ListAway(row))
        {
            return;
        }

        if (row.Heat.IsLoop && LacksWorkingSet(row))
        {
            // All pages in turn under LRU: each is out again just before its turn comes.
            faults.GuestSwapIn += accesses[Buckets - 2] * row.Active;
            return;
        }

        if (FitsAll(vm))
        {
            ServeTouched(vm, ref faults);
        }
        else
        {
            Exchange(vm, accesses, seconds, ref faults);
        }
    }

    private static bool HasAway(ExactVm row) => row.CountOf(PagePlace.Swapped) + row.CountOf(PagePlace.Compressed) + row.LostPages > 0;

    private static bool LacksWorkingSet(ExactVm row)
    {
        for (int page = 0; page < row.Active && row.LostPages > 0; page++)
        {
            if (row.Has(page, ExactVm.Lost))
            {
                return true;
            }
        }

        return false;
    }

    private bool ListAway(ExactVm row)
    {
        bool any = false;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            _away[bucket].Clear();
            int end = Math.Min(row.StartOf(bucket + 1), row.Begun);
            for (int page = row.StartOf(bucket); page < end; page++)
            {
                if (!row.IsResident(page))
                {
                    _away[bucket].Add(page);
                    any = true;
                }
            }
        }

        return any;
    }

    // Whether all touched pages can come in without another going out for them.
    private bool FitsAll(int vm)
    {
        ExactVm row = _vms[vm];
        int touched = 0;
        int frames = 0;
        foreach (List<int> list in _away)
        {
            foreach (int page in list)
            {
                bool counts = row.Has(page, ExactVm.Accessed);
                touched += counts ? 1 : 0;
                frames += counts && row.PlaceOf(page) == PagePlace.Ballooned ? 1 : 0;
            }
        }

        return frames == 0 && touched <= _free && Consumed(vm) + touched <= row.Allowed;
    }

    private void ServeTouched(int vm, ref PageFaults faults)
    {
        foreach (List<int> list in _away)
        {
            foreach (int page in list)
            {
                if (_vms[vm].Has(page, ExactVm.Accessed))
                {
                    faults.Unmet += Serve(vm, page, _vms[vm].Clock, ref faults) ? 0 : 1;
                }
            }
        }
    }

    // One page after the other comes in at its rate, and others go out for it.
    private void Exchange(int vm, ReadOnlySpan<double> accesses, double seconds, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        _notesAway = true;
        double at = 0;
        while (true)
        {
            double rate = RateOfAway(accesses);
            at += rate > 0 ? row.Draw.NextExponential(1 / rate) : 1;
            if (at >= 1)
            {
                break;
            }

            int page = TakeAway(row.Draw, accesses, rate);
            row.Set(page, ExactVm.Accessed);
            if (!Serve(vm, page, row.Clock + (at * seconds), ref faults))
            {
                faults.Unmet += 1 + LeaveOver(row, accesses, at);
                break;
            }
        }

        _notesAway = false;
    }

    private double RateOfAway(ReadOnlySpan<double> accesses)
    {
        double rate = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            rate += accesses[bucket] * _away[bucket].Count;
        }

        return rate;
    }

    private int TakeAway(RandomStream draw, ReadOnlySpan<double> accesses, double rate)
    {
        double at = draw.NextDouble() * rate;
        int bucket = 0;
        while (bucket < Buckets - 1 && (at >= accesses[bucket] * _away[bucket].Count || _away[bucket].Count == 0))
        {
            at -= accesses[bucket] * _away[bucket].Count;
            bucket++;
        }

        List<int> list = _away[bucket].Count > 0 ? _away[bucket] : _away.First(some => some.Count > 0);
        int index = (int)draw.NextInt(list.Count);
        int page = list[index];
        list[index] = list[^1];
        list.RemoveAt(list.Count - 1);
        return page;
    }

    private void NoteAway(ExactVm row, int page)
    {
        if (_notesAway && page < row.Used)
        {
            _away[row.BucketOf(page)].Add(page);
        }
    }

    // There is no memory for what would be touched in the rest of the run: the guest stands still.
    private int LeaveOver(ExactVm row, ReadOnlySpan<double> accesses, double at)
    {
        int left = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            double chance = 1 - Math.Exp(-accesses[bucket] * (1 - at));
            foreach (int page in _away[bucket])
            {
                row.Unset(page, ExactVm.Accessed);
                if (row.Draw.NextBool(chance))
                {
                    row.Set(page, ExactVm.Accessed);
                    left++;
                }
            }
        }

        return left;
    }

    // A page that is not resident becomes so.
    private bool Serve(int vm, int page, double now, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        bool hadNone = row.PlaceOf(page) == PagePlace.Ballooned;
        if (hadNone && !FindFrame(vm, page, now, ref faults))
        {
            return false;
        }

        if (!MakeRoom(vm, ref faults))
        {
            return false;
        }

        Count(row, page, ref faults);
        if (hadNone || row.Has(page, ExactVm.Lost))
        {
            row.SetLost(page, false);
            row.Lru?.Add(KindOf(row, page), page, now, now);
        }

        Move(vm, page, PagePlace.Own);
        return true;
    }

    private static void Count(ExactVm row, int page, ref PageFaults faults)
    {
        PagePlace place = row.PlaceOf(page);
        if (row.Has(page, ExactVm.Lost))
        {
            bool cache = page >= row.Used - row.CachePages;
            faults.CacheMiss += cache ? 1 : 0;
            faults.GuestSwapIn += cache ? 0 : 1;
        }
        else
        {
            faults.FirstTouch += place == PagePlace.Untouched ? 1 : 0;
        }

        faults.SwapIn += place == PagePlace.Swapped ? 1 : 0;
        faults.Decompress += place == PagePlace.Compressed ? 1 : 0;
    }

    // Writes turn shared and zero pages into private ones; as many others become what those were.
    private void Write(int vm, double seconds, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        PageSkips skips = new(row.Draw, 1 - Math.Exp(-row.Guest.WritesPerHour * seconds / SecondsPerHour), 0, row.Used);
        while (skips.Next())
        {
            int page = skips.Page;
            if (ContentAt(row, page) >= PageContents.Zero && row.IsResident(page) && !Overwrite(vm, page, ref faults))
            {
                faults.Unmet++;
                break;
            }
        }
    }

    /// <summary>A guest writes to a page whose content others have: a shared one gets a machine page of its own.</summary>
    internal bool Overwrite(int vm, int page, ref PageFaults faults)
    {
        ExactVm row = _vms[vm];
        if (row.PlaceOf(page) == PagePlace.Shared)
        {
            if (!MakeRoom(vm, ref faults))
            {
                return false;
            }

            Move(vm, page, PagePlace.Own);
            faults.CopyOnWrite++;
        }

        int heir = PickPrivate(row);
        if (heir >= 0)
        {
            (row.Values[heir], row.Values[page]) = (row.Values[page], PageContents.Private);
            row.Unset(heir, ExactVm.Hashed);
        }

        row.Unset(page, ExactVm.Hashed);
        return true;
    }

    private static int PickPrivate(ExactVm row)
    {
        const int Tries = 32; // private pages are rarely rare
        for (int i = 0; i < Tries; i++)
        {
            int page = (int)row.Draw.NextInt(row.Used);
            if (row.PlaceOf(page) == PagePlace.Own && row.Values[page] == PageContents.Private)
            {
                return page;
            }
        }

        return -1;
    }
}
