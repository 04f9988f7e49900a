using System;
using Sim.Hosts.Memory.Guests;

namespace Sim.Hosts.Memory.Pages;

/// <content>What the host takes, and what the balloon takes from the guest.</content>
public sealed partial class StatisticalPages
{
    /// <inheritdoc/>
    public GuestReclaim Inflate(int vm, double pages)
    {
        ref StatisticalVm row = ref _vms[vm];
        double before = Free;
        double free = Math.Min(pages, row.GuestFree);
        TakeFree(vm, ref row, free);
        double rest = Math.Min(pages - free, row.Mapped);
        if (rest <= 0)
        {
            return new GuestReclaim(free, 0, 0, 0, 0, Free - before);
        }

        double evicted = row.Evicted;
        double clean = Overlap(evicted, rest, 0, row.Cache * (1 - row.Guest.DirtyCache));
        double dirty = Overlap(evicted, rest, row.Cache * (1 - row.Guest.DirtyCache), row.Cache);
        double swapped = rest - clean - dirty;
        double away = Evict(vm, ref row, rest);
        row.Ballooned += rest;
        return new GuestReclaim(free, clean, dirty, swapped, away * (dirty + swapped) / rest, Free - before);
    }

    /// <inheritdoc/>
    public double Deflate(int vm, double pages)
    {
        double given = Math.Min(pages, _vms[vm].Ballooned);
        _vms[vm].Ballooned -= given;
        return given;
    }

    /// <inheritdoc/>
    public double Report(int vm, double pages)
    {
        ref StatisticalVm row = ref _vms[vm];
        double before = Free;
        FreeBacked(vm, ref row, Math.Min(pages, row.FreeResident));
        return Free - before;
    }

    /// <inheritdoc/>
    public double SwapOut(int vm, double pages)
    {
        ref StatisticalVm row = ref _vms[vm];
        double taken = Math.Min(pages, Math.Max(0, row.Resident - row.Merged));
        row.SwappedSoft += taken * row.SoftPart;
        PutOut(vm, ref row, taken);
        return taken;
    }

    /// <inheritdoc/>
    public CompressionOutcome Compress(int vm, double pages, double most)
    {
        ref StatisticalVm row = ref _vms[vm];
        double tried = Math.Min(pages, Math.Max(0, row.Resident - row.Merged));
        double kept = tried * row.SoftPart;
        double before = Free;
        PutOut(vm, ref row, kept);
        row.Compressed += kept;
        double evicted = Math.Max(0, row.Compressed - most);
        row.Compressed -= evicted;
        row.SwappedSoft += evicted;
        Free += (evicted - kept) * CompressedPart;
        return new CompressionOutcome(tried, kept, evicted, Free - before);
    }

    /// <inheritdoc/>
    public double BreakLarge(int vm, double pages)
    {
        double broken = Math.Min(pages, _vms[vm].Large);
        _vms[vm].Large -= broken;
        return broken;
    }

    private static double Overlap(double from, double length, double low, double high) =>
        Math.Max(0, Math.Min(from + length, high) - Math.Max(from, low));

    // From its free list the guest takes whatever comes: backed, swapped out or untouched.
    private void TakeFree(int vm, ref StatisticalVm row, double pages)
    {
        if (pages <= 0)
        {
            return;
        }

        double part = pages / row.GuestFree;
        double resident = part * row.FreeResident;
        double away = part * row.FreeOut;
        FreeBacked(vm, ref row, resident);
        Drop(ref row, away);
        row.FreeOut -= away;
        row.Ballooned += pages;
    }

    private void FreeBacked(int vm, ref StatisticalVm row, double pages)
    {
        double resident = row.Resident;
        if (pages > 0)
        {
            Break(ref row, pages);
            row.FreeResident -= pages;
            Free += pages;
            Unmerge(vm, Math.Min(1, pages / resident));
        }
    }

    // The guest gives up pages, the coldest first. Returns how many of them the host had put out.
    private double Evict(int vm, ref StatisticalVm row, double pages)
    {
        Span<double> mapped = PagesOf(vm);
        Span<double> away = OutOf(vm);
        double resident = Math.Max(1, row.Resident);
        double evictedOut = 0;
        double left = pages;
        for (int bucket = Cold; bucket >= 0 && left > 0; bucket--)
        {
            double cut = Math.Min(left, mapped[bucket]);
            double cutOut = mapped[bucket] > 0 ? away[bucket] * cut / mapped[bucket] : 0;
            mapped[bucket] -= cut;
            away[bucket] -= cutOut;
            evictedOut += cutOut;
            left -= cut;
        }

        double wasResident = pages - evictedOut;
        Break(ref row, wasResident);
        Drop(ref row, evictedOut);
        row.Mapped -= pages;
        row.OutUsed -= evictedOut;
        Free += wasResident;
        Unmerge(vm, Math.Min(1, wasResident / resident));
        return evictedOut;
    }

    // Pages that were out are wanted no more: what the compression cache held of them is free.
    private void Drop(ref StatisticalVm row, double pages)
    {
        if (pages > 0)
        {
            TakeCompressed(ref row, pages);
        }
    }

    // Random pages of the VM, used or not, that are not merged.
    private void PutOut(int vm, ref StatisticalVm row, double pages)
    {
        double resident = row.Resident;
        if (pages <= 0 || resident <= 0)
        {
            return;
        }

        Break(ref row, pages);
        double part = pages / resident;
        Span<double> mapped = PagesOf(vm);
        Span<double> away = OutOf(vm);
        double used = 0;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            double taken = part * (mapped[bucket] - away[bucket]);
            away[bucket] += taken;
            used += taken;
        }

        row.OutUsed += used;
        double free = Math.Min(pages - used, row.FreeResident);
        row.FreeResident -= free;
        row.FreeOut += free;
        Free += used + free;
    }

    // Taking single pages at random breaks the large pages that they are part of.
    private static void Break(ref StatisticalVm row, double pages)
    {
        double resident = row.Resident;
        if (row.Large <= 0 || pages <= 0)
        {
            return;
        }

        double whole = pages >= resident ? 0 : row.Large * Math.Exp(PageSizes.PerLarge * Math.Log(1 - (pages / resident)));
        row.Large = Math.Max(0, Math.Min(whole, resident - pages));
    }
}
