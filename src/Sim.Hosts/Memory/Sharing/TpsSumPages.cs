using System;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>TPS on sums of pages, in closed form.</summary>
/// <remarks>
/// A page chosen at random r times in a second has been looked at after t with chance 1 - exp(-r t). It is shared if another of
/// its content has been looked at too: 1 - the product, over the other VMs that have the content, of what they have not.
/// </remarks>
internal sealed class TpsSumPages : ITpsPages
{
    private readonly StatisticalPages _pages;
    private readonly int _classes;
    private readonly double[] _seen; // by VM and class: part of the pages that has been looked at and not been written since
    private readonly double[] _merged; // by VM and class: pages, after the last look

    public TpsSumPages(StatisticalPages pages, MemoryHost host, bool salting)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_pages, _classes) = (pages, pages.Classes);
        (_seen, _merged) = (new double[pages.Vms * _classes], new double[pages.Vms * _classes]);
        pages.IsSalted = salting;
    }

    public (double Hashed, double Compared) Scan(int vm, double pages, bool breaksLarge)
    {
        double resident = _pages.Of(vm).Granted;
        if (resident <= 0 || pages <= 0)
        {
            return (0, 0);
        }

        if (vm == 0 || breaksLarge)
        {
            _pages.BeginSharing();
        }

        double looked = 1 - Math.Exp(-pages / resident);
        double before = _pages.Of(vm).Shared;
        for (int contents = 0; contents < _classes; contents++)
        {
            Look(vm, contents, looked);
        }

        Merge(vm);
        return (pages * (1 - (before / resident)), Math.Max(0, _pages.Of(vm).Shared - before));
    }

    public double ShareLarge(int vm, double pages)
    {
        double before = _pages.Free;
        _pages.BreakLarge(vm, pages);
        _pages.BeginSharing();
        Merge(vm);
        return _pages.Free - before;
    }

    public void Forget(int vm)
    {
        Array.Clear(_seen, vm * _classes, _classes);
        Array.Clear(_merged, vm * _classes, _classes);
    }

    // What was written since the last time is seen no more.
    private void Look(int vm, int contents, double looked)
    {
        int at = (vm * _classes) + contents;
        double sharable = _pages.SharablePages(vm, contents);
        double broken = _merged[at] - _pages.MergedPages(vm, contents);
        if (broken > 0 && sharable > 0)
        {
            _seen[at] = Math.Max(0, _seen[at] - (broken / sharable));
        }

        _seen[at] += looked * (1 - _seen[at]);
    }

    private void Merge(int vm)
    {
        for (int contents = 0; contents < _classes; contents++)
        {
            int at = (vm * _classes) + contents;
            double merged = _pages.MergeablePages(vm, contents) * _seen[at] * PartnerSeen(vm, contents);
            _pages.SetMerged(vm, contents, Math.Max(merged, _pages.MergedPages(vm, contents)));
            _merged[at] = _pages.MergedPages(vm, contents);
        }

        _pages.CommitSharing();
    }

    // Chance that another page like it has been looked at.
    private double PartnerSeen(int vm, int contents)
    {
        if (contents == StatisticalPages.ZeroClass)
        {
            return 1; // there are many
        }

        if (contents == StatisticalPages.TwinClass)
        {
            return _seen[(vm * _classes) + contents];
        }

        double none = 1;
        for (int other = 0; other < _pages.Vms; other++)
        {
            bool has = other != vm && _pages.MayShare(vm, other) && _pages.MergeablePages(other, contents) > 0;
            none *= has ? 1 - _seen[(other * _classes) + contents] : 1;
        }

        return 1 - none;
    }
}
