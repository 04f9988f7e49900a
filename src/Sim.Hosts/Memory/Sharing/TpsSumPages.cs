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
    private readonly int[] _firsts; // by VM: the first that it may share with; itself if there is none before it
    private readonly (double Most, double None, double One)[] _groups; // by the first VM of each group: of one content

    public TpsSumPages(StatisticalPages pages, MemoryHost host, bool salting)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_pages, _classes) = (pages, pages.Classes);
        (_seen, _merged) = (new double[pages.Vms * _classes], new double[pages.Vms * _classes]);
        pages.IsSalted = salting;
        (_firsts, _groups) = (new int[pages.Vms], new (double, double, double)[pages.Vms]);
        for (int vm = 0; vm < _firsts.Length; vm++)
        {
            while (!pages.MayShare(vm, _firsts[vm]))
            {
                _firsts[vm]++;
            }
        }
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
            for (int vm = 0; vm < _firsts.Length; vm++)
            {
                if (_firsts[vm] == vm)
                {
                    LookOver(vm, contents);
                }

                compared += Merge(vm, contents);
            }
        }

        _pages.CommitSharing();
        for (int contents = StatisticalPages.TwinClass + 1; contents < _classes; contents++)
        {
            _pages.CommitSharing(contents, CommonOf(contents));
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

    // Of the VMs that may share with this one, the first of them: the chances that nobody has looked at a page, or just one VM has.
    private void LookOver(int first, int contents)
    {
        (double most, double none, double one) = (0, 1, 0);
        for (int vm = first; vm < _firsts.Length; vm++)
        {
            double pages = _firsts[vm] == first ? _pages.MergeablePages(vm, contents) : 0;
            if (pages > 0)
            {
                double seen = Math.Min(_seen[(vm * _classes) + contents], MostSeen);
                most = Math.Max(most, pages);
                (none, one) = (none * (1 - seen), (one * (1 - seen)) + (none * seen));
            }
        }

        _groups[first] = (most, none, one);
    }

    private double Merge(int vm, int contents)
    {
        int at = (vm * _classes) + contents;
        double before = _pages.MergedPages(vm, contents);
        double mergeable = _pages.MergeablePages(vm, contents);
        if (mergeable > before)
        {
            double seen = Math.Min(_seen[at], MostSeen);
            _pages.SetMerged(vm, contents, Math.Max(before, mergeable * seen * PartnerSeen(vm, contents, seen)));
        }

        _merged[at] = _pages.MergedPages(vm, contents);
        return _merged[at] - before;
    }

    // Chance that another page like it has been looked at. Of zeros there are many.
    private double PartnerSeen(int vm, int contents, double seen) => contents switch
    {
        StatisticalPages.ZeroClass => 1,
        StatisticalPages.TwinClass => seen,
        _ => 1 - (_groups[_firsts[vm]].None / (1 - seen)),
    };

    // Pages of a content that at least two VMs have looked at, in each of the groups that may share.
    private double CommonOf(int contents)
    {
        double sum = 0;
        for (int first = 0; first < _firsts.Length; first++)
        {
            if (_firsts[first] == first)
            {
                LookOver(first, contents);
                (double most, double none, double one) = _groups[first];
                sum += most * Math.Max(0, 1 - none - one);
            }
        }

        return sum;
    }
}
