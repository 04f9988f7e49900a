using System;
using Sim.Hosts.Memory.Guests;
using Sim.Kernel;

namespace Sim.Hosts.Memory.Pages;

/// <content>What a guest does in a step: growth, drift, faults.</content>
public sealed partial class StatisticalPages
{
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
            _rates[bucket] = pages > 0 ? accesses * row.Heat.WeightSpan[bucket] / pages : 0;
        }

        _rates[Cold] = seconds / row.Guest.ColdInterval.Seconds;
    }

    private void Touch(ref StatisticalVm row)
    {
        if (_rates[Cold] <= 0)
        {
            return;
        }

        double touched = (row.Wanted - row.Active) * (1 - Math.Exp(-_rates[Cold]));
        for (int bucket = 0; bucket < Cold; bucket++)
        {
            touched += row.Active * row.Heat.SizeSpan[bucket] * (1 - Math.Exp(-_rates[bucket]));
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

        double part = 1 - Math.Exp(-row.Guest.DriftPerHour * seconds / 3600);
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
        double away = row.OutUsed + row.FreeOut;
        double compressed = away > 0 ? Math.Min(row.Compressed, pages * row.Compressed / away) : 0;
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
            into[bucket] *= double.IsPositiveInfinity(row.CheTime) ? 1 : 1 - Math.Exp(-rates[bucket] * row.CheTime);
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
            back += away[bucket] * (1 - Math.Exp(-_rates[bucket]));
        }

        double room = Room(vm, ref row);
        if (back <= room)
        {
            return Return(ref row, away, 1, back);
        }

        return row.Swaps ? Exchange(vm, ref row, room) : Return(ref row, away, room / back, room) with { Unmet = back - room };
    }

    private GuestFaults Return(ref StatisticalVm row, Span<double> away, double part, double pages)
    {
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            away[bucket] *= 1 - (part * (1 - Math.Exp(-_rates[bucket])));
        }

        double compressed = TakeCompressed(ref row, pages);
        row.OutUsed = Math.Max(0, row.OutUsed - pages);
        Free -= pages;
        return new GuestFaults { SwapIn = pages - compressed, Decompress = compressed };
    }

    // Random replacement over the step, implicit in time: a page that is out comes back at its rate, one that is in goes out at
    // rate x, the same for all, where x leaves as many out as there is no room for. Over a long step this is E. Gelenbe's
    // equilibrium of random replacement ("A unified approach to the evaluation of a class of replacement algorithms", IEEE
    // Trans. Comput. C-22(6), 1973).
    private GuestFaults Exchange(int vm, ref StatisticalVm row, double room)
    {
        Span<double> pages = PagesOf(vm);
        Span<double> away = OutOf(vm);
        double left = row.OutUsed - room;
        double x = OutRate(pages, away, left);
        double back = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            away[bucket] = (away[bucket] + (x * pages[bucket])) / (1 + _rates[bucket] + x);
            back += _rates[bucket] * away[bucket];
        }

        double compressed = TakeCompressed(ref row, Math.Min(back, row.OutUsed));
        double gained = row.OutUsed - Sum(away);
        row.OutUsed -= gained;
        Free -= gained;
        return new GuestFaults { SwapIn = back - compressed, Decompress = compressed, SwapOut = Math.Max(0, back - gained) };
    }

    private double OutRate(ReadOnlySpan<double> pages, ReadOnlySpan<double> away, double left)
    {
        double x = 0;
        for (int step = 0; step < 50; step++)
        {
            (double sum, double slope) = (0, 0);
            for (int bucket = 0; bucket < Buckets; bucket++)
            {
                double all = 1 + _rates[bucket] + x;
                double then = (away[bucket] + (x * pages[bucket])) / all;
                sum += then;
                slope += (pages[bucket] - then) / all;
            }

            if (left - sum <= 1e-9 * (1 + left) || slope <= 0)
            {
                break;
            }

            x += (left - sum) / slope;
        }

        return x;
    }

    // Merged pages that are written get copies, as far as there are machine pages for them.
    private double Overwrite(int vm, ref StatisticalVm row, double seconds)
    {
        if (row.Merged <= 0)
        {
            return 0;
        }

        double part = 1 - Math.Exp(-row.Guest.WritesPerHour * seconds / 3600);
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
