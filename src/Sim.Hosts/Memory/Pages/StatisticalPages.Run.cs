using System;
using Sim.Hosts.Memory.Guests;
using Sim.Kernel;

namespace Sim.Hosts.Memory.Pages;

/// <content>What a guest does in a step: growth, drift, faults.</content>
public sealed partial class StatisticalPages
{
    private const double MostAccesses = 1e12; // of a page in a step: all the same from far below that

    /// <inheritdoc/>
    public GuestFaults Run(int vm, in GuestUse use, double seconds)
    {
        ref StatisticalVm row = ref _vms[vm];
        Check.That(use.Active <= use.Used && use.Used <= row.Size);
        bool same = row.Wanted.CompareTo(use.Used) == 0 && row.Active.CompareTo(use.Active) == 0 && row.Unmet <= 0;
        (row.Wanted, row.Active) = (use.Used, use.Active);
        SetRates(ref row, use.BusySeconds, seconds);
        Touch(ref row);
        if (same && row.OutUsed <= 0 && row.Merged <= 0 && row.Evicted <= 0)
        {
            return default;
        }

        Drift(vm, ref row, seconds);
        GuestFaults faults = Resize(vm, ref row);
        faults += Reload(vm, ref row);
        return faults + new GuestFaults { CopyOnWrite = Overwrite(vm, ref row, seconds) } + Refault(vm, ref row, use.BusySeconds);
    }

    // Accesses to each page of a bucket in the step.
    private void SetRates(ref StatisticalVm row, double busy, double seconds)
    {
        double accesses = row.Guest.AccessesPerSecond * busy;
        for (int bucket = 0; bucket < Cold; bucket++)
        {
            double pages = row.Active * row.Heat.SizeSpan[bucket];
            _rates[bucket] = pages > 0 ? Math.Min(MostAccesses, accesses * row.Heat.WeightSpan[bucket] / pages) : 0;
        }

        _rates[Cold] = seconds / row.Guest.ColdInterval.Seconds;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            _kept[bucket] = Fading.Of(_rates[bucket]);
        }
    }

    private void Touch(ref StatisticalVm row)
    {
        if (_rates[Cold] <= 0)
        {
            return;
        }

        double touched = (row.Wanted - row.Active) * (1 - _kept[Cold]);
        for (int bucket = 0; bucket < Cold; bucket++)
        {
            touched += row.Active * row.Heat.SizeSpan[bucket] * (1 - _kept[bucket]);
        }

        row.TouchedPart = touched / row.Size;
    }

    // Pages of the working set cool down, and as many others warm up.
    private void Drift(int vm, ref StatisticalVm row, double seconds)
    {
        Span<double> pages = PagesOf(vm);
        Span<double> away = OutOf(vm);
        if (row.OutUsed <= 0 || pages[Cold] <= 0)
        {
            return;
        }

        double part = 1 - Fading.Of(row.Guest.DriftPerHour * seconds / 3600);
        for (int bucket = 0; bucket < Cold; bucket++)
        {
            double moved = Math.Min(part * pages[bucket], pages[Cold]);
            double change = pages[bucket] > 0 ? moved * ((away[Cold] / pages[Cold]) - (away[bucket] / pages[bucket])) : 0;
            away[bucket] += change;
            away[Cold] -= change;
        }
    }

    // Brings what the guest has mapped to what it would like, as far as its own memory and that of the host go.
    private GuestFaults Resize(int vm, ref StatisticalVm row)
    {
        row.Unmet = 0;
        double target = Math.Min(row.Wanted, row.Size - row.Ballooned);
        GuestFaults faults = target > row.Mapped ? Grow(vm, ref row, target - row.Mapped) : default;
        Span<double> wanted = stackalloc double[Buckets];
        Shape(ref row, Math.Min(target, row.Mapped), wanted);
        Rearrange(vm, ref row, wanted);
        return faults;
    }

    // New pages are cold at first. They come from what the guest has free: backed already, untouched, or swapped out.
    private GuestFaults Grow(int vm, ref StatisticalVm row, double pages)
    {
        double resident = Math.Min(pages, row.FreeResident);
        row.FreeResident -= resident;
        AddCold(vm, ref row, resident, 0);
        double left = pages - resident;
        if (left <= 0)
        {
            return default;
        }

        double room = Room(vm, ref row);
        double paid = left > room && row.Swaps ? SwapOut(vm, left - room) : 0;
        double backed = Math.Min(left, Math.Min(Free, room + paid));
        row.Unmet = left - backed;
        double first = Math.Min(backed, Math.Max(0, row.Untouched));
        double read = Math.Min(backed - first, row.FreeOut);
        double compressed = TakeCompressed(ref row, read);
        row.FreeOut -= read;
        Free -= first + read;
        row.Large += _large ? first : 0;
        AddCold(vm, ref row, first + read, 0);
        return new GuestFaults
        {
            FirstTouch = _large ? 0 : first,
            FirstTouchLarge = _large ? first / PageSizes.PerLarge : 0,
            SwapIn = read - compressed,
            Decompress = compressed,
            SwapOut = paid,
            Unmet = row.Unmet,
        };
    }

    private void AddCold(int vm, ref StatisticalVm row, double pages, double away)
    {
        PagesOf(vm)[Cold] += pages;
        OutOf(vm)[Cold] += away;
        row.Mapped += pages;
        row.OutUsed += away;
    }

    // Of pages that come back, those that were compressed: the ones in the cache come back as often as the others.
    private double TakeCompressed(ref StatisticalVm row, double pages)
    {
        double compressed = CompressedAmong(ref row, pages);
        double swapped = Math.Max(0, pages - compressed);
        row.SwappedSoft *= row.Swapped > swapped ? 1 - (swapped / row.Swapped) : 0;
        row.Compressed -= compressed;
        Free += compressed * CompressedPart;
        return compressed;
    }

    // How many pages of each bucket are mapped: all, or under pressure within the guest those that LRU keeps.
    private void Shape(ref StatisticalVm row, double mapped, Span<double> into)
    {
        double wanted = row.Wanted - row.Unmet;
        for (int bucket = 0; bucket < Cold; bucket++)
        {
            into[bucket] = row.Active * row.Heat.SizeSpan[bucket];
        }

        into[Cold] = row.Wanted - row.Active;
        if (mapped >= wanted && row.Unmet <= 0)
        {
            return;
        }

        if (_rates[0] <= 0)
        {
            ShrinkFromCold(into, mapped);
            return;
        }

        Span<double> rates = stackalloc double[Buckets];
        _rates.CopyTo(rates);
        row.CheTime = CheLru.CharacteristicTime(into, rates, mapped, row.CheTime);
        double sum = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            into[bucket] *= double.IsPositiveInfinity(row.CheTime) ? 1 : 1 - Fading.Of(rates[bucket] * row.CheTime);
            sum += into[bucket];
        }

        into[Cold] = Math.Max(0, into[Cold] + mapped - sum);
    }

    // The guest stands still, so nobody says what is hot: the coldest buckets lose first.
    private static void ShrinkFromCold(Span<double> into, double mapped)
    {
        double over = -mapped;
        foreach (double pages in into)
        {
            over += pages;
        }

        for (int bucket = Cold; bucket >= 0 && over > 0; bucket--)
        {
            double cut = Math.Min(over, into[bucket]);
            into[bucket] -= cut;
            over -= cut;
        }
    }

    // Pages change bucket with their part that is out: first into the cold one, then out of it; what is left over becomes free.
    private void Rearrange(int vm, ref StatisticalVm row, ReadOnlySpan<double> wanted)
    {
        Span<double> pages = PagesOf(vm);
        Span<double> away = OutOf(vm);
        for (int bucket = 0; bucket < Cold; bucket++)
        {
            Shift(pages, away, bucket, Cold, pages[bucket] - wanted[bucket]);
        }

        for (int bucket = 0; bucket < Cold; bucket++)
        {
            Shift(pages, away, Cold, bucket, wanted[bucket] - pages[bucket]);
        }

        double freed = pages[Cold] - wanted[Cold];
        if (freed > 0)
        {
            double freedOut = pages[Cold] > 0 ? away[Cold] * freed / pages[Cold] : 0;
            AddCold(vm, ref row, -freed, -freedOut);
            row.FreeOut += freedOut;
            row.FreeResident += freed - freedOut;
        }
    }

    private static void Shift(Span<double> pages, Span<double> away, int from, int to, double moved)
    {
        moved = Math.Min(moved, pages[from]);
        if (moved > 0)
        {
            double movedOut = away[from] * moved / pages[from];
            pages[from] -= moved;
            pages[to] += moved;
            away[from] -= movedOut;
            away[to] += movedOut;
        }
    }

    // Touched pages that are out come back. Where there is no room for all, the VM gives others for them, in equilibrium.
    private GuestFaults Reload(int vm, ref StatisticalVm row)
    {
        if (row.OutUsed <= 0)
        {
            return default;
        }

        Span<double> away = OutOf(vm);
        double back = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            back += away[bucket] * (1 - _kept[bucket]);
        }

        // What was compressed makes room as it comes back.
        double room = Room(vm, ref row);
        double made = CompressedAmong(ref row, back) * CompressedPart;
        if (back <= room + made)
        {
            return Return(ref row, away, 1, back);
        }

        double fits = back * room / (back - made);
        return row.Swaps ? Exchange(vm, ref row, room + made, back) : Return(ref row, away, fits / back, fits) with { Unmet = back - fits };
    }

    private static double CompressedAmong(ref StatisticalVm row, double pages)
    {
        double away = row.OutUsed + row.FreeOut;
        return away > 0 ? Math.Min(row.Compressed, pages * row.Compressed / away) : 0;
    }

    private GuestFaults Return(ref StatisticalVm row, Span<double> away, double part, double pages)
    {
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            away[bucket] *= 1 - (part * (1 - _kept[bucket]));
        }

        double compressed = TakeCompressed(ref row, pages);
        row.OutUsed = Math.Max(0, row.OutUsed - pages);
        Free -= pages;
        return new GuestFaults { SwapIn = pages - compressed, Decompress = compressed };
    }

    // Random replacement over the step: a page that is out comes back at its rate a, one that is in goes out at rate x, the same
    // for all, where x leaves as many out as there is no room for. With n pages of a bucket, out' = x (n - out) - a out.
    // Over a long step this is E. Gelenbe's equilibrium of random replacement ("A unified approach to the evaluation of a
    // class of replacement algorithms", IEEE Trans. Comput. C-22(6), 1973).
    private GuestFaults Exchange(int vm, ref StatisticalVm row, double room, double atLeast)
    {
        Span<double> pages = PagesOf(vm);
        Span<double> away = OutOf(vm);
        double x = OutRate(pages, away, row.OutUsed - room);
        double back = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            double then = OutAfter(pages[bucket], away[bucket], _rates[bucket], x).Pages;
            back += Returned(pages[bucket], away[bucket], then, _rates[bucket], x);
            away[bucket] = then;
        }

        double gained = row.OutUsed - Sum(away);
        double swapped = Math.Max(0, back - gained);
        double soft = row.SoftPart;
        double expected = CompressedAmong(ref row, atLeast);
        double compressed = TakeCompressed(ref row, Math.Min(back, row.OutUsed));
        Break(ref row, swapped);
        row.OutUsed -= gained;
        Free -= gained;
        double fresh = row.Swapped > swapped ? swapped / row.Swapped : 1; // of those out now, in the long run all
        row.SwappedSoft += fresh * ((soft * row.Swapped) - row.SwappedSoft);
        double more = Math.Clamp((compressed - expected) * CompressedPart, 0, row.OutUsed); // room that decompression made beyond that
        more = Bring(ref row, away, more);
        return new GuestFaults { SwapIn = back + more - compressed, Decompress = compressed, SwapOut = swapped };
    }

    // Swapped pages of all buckets alike.
    private double Bring(ref StatisticalVm row, Span<double> away, double pages)
    {
        pages = Math.Min(pages, Math.Max(0, row.Swapped - row.FreeOut));
        if (pages > 0)
        {
            foreach (ref double bucket in away)
            {
                bucket *= 1 - (pages / row.OutUsed);
            }

            row.SwappedSoft *= 1 - (pages / row.Swapped);
            row.OutUsed -= pages;
            Free -= pages;
        }

        return pages;
    }

    // The rate at which pages go out that leaves so many out: by Newton from below, within bounds, since more go out at a higher rate.
    private double OutRate(ReadOnlySpan<double> pages, ReadOnlySpan<double> away, double left)
    {
        (double low, double high) = (0, double.PositiveInfinity);
        double x = 0;
        for (int step = 0; step < 60; step++)
        {
            (double sum, double slope) = (0, 0);
            for (int bucket = 0; bucket < Buckets; bucket++)
            {
                (double then, double rise) = OutAfter(pages[bucket], away[bucket], _rates[bucket], x);
                sum += then;
                slope += rise;
            }

            double error = left - sum;
            if (Math.Abs(error) <= 1e-9 * (1 + left))
            {
                break;
            }

            (low, high) = error > 0 ? (x, high) : (low, x);
            double next = slope > 0 ? x + (error / slope) : double.NaN;
            x = next > low && next < high ? next : double.IsPositiveInfinity(high) ? 1 + (2 * low) : (low + high) / 2;
        }

        return x;
    }

    // Pages of a bucket that are out at the end of the step, and how that changes with x.
    private static (double Pages, double Slope) OutAfter(double pages, double away, double rate, double x)
    {
        double all = rate + x;
        if (all < 1e-12)
        {
            return (away, pages - away);
        }

        double settled = pages * x / all;
        double fading = Fading.Of(all);
        return (settled + ((away - settled) * fading), (pages * rate / (all * all) * (1 - fading)) - ((away - settled) * fading));
    }

    // Pages that came back in the step: the rate times the mean that was out, which the balance of the bucket tells.
    private static double Returned(double pages, double away, double then, double rate, double x)
    {
        double all = rate + x;
        return all < 1e-12 ? 0 : rate * ((x * pages) + away - then) / all;
    }

    // Merged pages that are written get copies, as far as there are machine pages for them.
    private double Overwrite(int vm, ref StatisticalVm row, double seconds)
    {
        if (row.Merged <= 0)
        {
            return 0;
        }

        double part = 1 - Fading.Of(row.Guest.WritesPerHour * seconds / 3600);
        part = Math.Min(part, Free / row.Merged);
        double written = part * row.Merged;
        Unmerge(vm, part);
        return written;
    }

    // Accesses to pages that the guest itself has evicted: read again from files, or from its own swap.
    private GuestFaults Refault(int vm, ref StatisticalVm row, double busy)
    {
        double evicted = row.Evicted;
        if (evicted <= 1e-9 * row.Size)
        {
            return default;
        }

        Span<double> pages = PagesOf(vm);
        double misses = (row.Wanted - row.Active - pages[Cold]) * _rates[Cold];
        double hot = 0;
        for (int bucket = 0; bucket < Cold; bucket++)
        {
            double away = Math.Max(0, (row.Active * row.Heat.SizeSpan[bucket]) - pages[bucket]);
            misses += away * _rates[bucket];
            hot += away;
        }

        if (row.Heat.IsLoop && hot > 1e-9 * row.Size)
        {
            misses = row.Guest.AccessesPerSecond * busy;
        }

        misses = Math.Max(0, misses);
        double cache = Math.Min(evicted, row.Cache) / evicted * misses;
        return new GuestFaults { CacheMiss = cache, GuestSwapIn = misses - cache };
    }
}
