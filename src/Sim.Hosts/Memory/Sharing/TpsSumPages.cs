using System;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>TPS on sums of pages, in closed form.</summary>
/// <remarks>
/// A page chosen at random r times in a second has been looked at after t with chance 1 - exp(-r t). It is shared if another of
/// its content has been looked at too: 1 - the product, over the other VMs that have the content, of what they have not. A machine
/// page is common where two VMs or more have looked at theirs.
/// </remarks>
internal sealed class TpsSumPages : ITpsPages
{
    private const double MostSeen = 1 - 1e-12; // so that one VM's part can be divided out of a product

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

        double looked = 1 - Math.Exp(-pages / resident);
        for (int contents = 0; contents < _classes; contents++)
        {
            Look(vm, contents, looked);
        }

        return (pages * (1 - (_pages.Of(vm).Shared / resident)), 0);
    }

    public double ShareLarge(int vm, double pages)
    {
        double before = _pages.Free;
        _pages.BreakLarge(vm, pages);
        Commit();
        return _pages.Free - before;
    }

    public double Commit()
    {
        _pages.BeginSharing();
        double compared = 0;
        for (int contents = 0; contents < _classes; contents++)
        {
            double common = 0;
            foreach (int[] group in _pages.Groups)
            {
                common += Merge(group, contents, ref compared);
            }

            _pages.CommitSharing(contents, contents > StatisticalPages.TwinClass ? Math.Min(common, _pages.CommonOf(contents)) : _pages.CommonOf(contents));
        }

        return compared;
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

    // Of VMs that may share, the chances that nobody has looked at a page, or just one VM has. Returns the pages of a content that at
    // least two VMs have looked at.
    private double Merge(int[] group, int contents, ref double compared)
    {
        (double most, double none, double one) = (0, 1, 0);
        foreach (int vm in group)
        {
            double pages = _pages.MergeablePages(vm, contents);
            if (pages > 0)
            {
                double seen = Math.Min(_seen[(vm * _classes) + contents], MostSeen);
                most = Math.Max(most, pages);
                (none, one) = (none * (1 - seen), (one * (1 - seen)) + (none * seen));
            }
        }

        foreach (int vm in group)
        {
            compared += Merge(vm, contents, none);
        }

        return most * Math.Max(0, 1 - none - one);
    }

    private double Merge(int vm, int contents, double none)
    {
        int at = (vm * _classes) + contents;
        double before = _pages.MergedPages(vm, contents);
        double mergeable = _pages.MergeablePages(vm, contents);
        if (mergeable > before)
        {
            double seen = Math.Min(_seen[at], MostSeen);
            _pages.SetMerged(vm, contents, Math.Max(before, mergeable * seen * PartnerSeen(contents, seen, none)));
        }

        _merged[at] = _pages.MergedPages(vm, contents);
        return _merged[at] - before;
    }

    // Chance that another page like it has been looked at. Of zeros there are many.
    private static double PartnerSeen(int contents, double seen, double none) => contents switch
    {
        StatisticalPages.ZeroClass => 1,
        StatisticalPages.TwinClass => seen,
        _ => 1 - (none / (1 - seen)),
    };
}
