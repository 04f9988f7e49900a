using System;
using System.Linq;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>KSM's walk through sums of pages: the same passes, in closed form.</summary>
/// <remarks>
/// The cursor goes through the VMs in turn, and within a VM through its pages, over which classes are spread evenly. Of each class
/// it turns what it finds new into hashed pages, and what was hashed in an earlier pass into pages that are compared. Page i
/// of a content lies at the same part of the way through each VM, so what has been compared is a beginning of the content; the
/// longest but one of these beginnings is how far pages have found a partner. Pages of a VM have the same age, so smart scan
/// leaves out all of them that are not merged, or none.
/// </remarks>
internal sealed class KsmSumPages : IKsmPages
{
    private readonly StatisticalPages _pages;
    private readonly MemoryHost _host;
    private readonly KsmOptions _options;
    private readonly int _classes;
    private readonly Row[] _rows; // by VM and class
    private readonly double[] _at; // by VM: part of it that the cursor has passed in this pass
    private readonly int[] _nodeOf; // by VM: with whom it shares
    private readonly int _nodes = 1;
    private readonly int[] _age; // by VM: passes that it has been there for
    private int _vm;
    private double _zeros;

    public KsmSumPages(StatisticalPages pages, MemoryHost host, KsmOptions options)
    {
        (_pages, _host, _options, _classes) = (pages, host, options, pages.Classes);
        (_rows, _at, _age) = (new Row[pages.Vms * _classes], new double[pages.Vms], new int[pages.Vms]);
        pages.MostSharers = options.MostSharers;
        _nodeOf = new int[pages.Vms];
        if (!options.AcrossNodes)
        {
            int[] nodes = [.. host.Vms.Select(claim => claim.Node).Distinct()];
            _nodeOf = [.. host.Vms.Select(claim => Array.IndexOf(nodes, claim.Node))];
            _nodes = nodes.Length;
        }
    }

    public bool IsExact => false;

    public double Skipped { get; private set; }

    public double Shared => _pages.SharedCommon;

    public double Sharing => Merged() - Shared;

    public double Unshared => Math.Max(0, Items - Merged()) * (1 - VolatilePart());

    public double Items { get; private set; }

    public double Zeros => _options.ZeroPages ? _zeros : 0;

    public KsmScan Scan(double pages)
    {
        Refresh();
        (double scanned, double hashed, double compared) = (0, 0, 0);
        double depth = Math.Log2(Shared + 1) + Math.Log2(Math.Max(0, Unshared) + 1);
        for (; _vm < _pages.Vms; _vm++)
        {
            double length = LengthOf(_vm);
            double part = length > 0 ? Math.Min(1 - _at[_vm], (pages - scanned) / length) : 1 - _at[_vm];
            double looked = part * (length - MergedOf(_vm));
            (scanned, hashed, compared) = (scanned + (part * length), hashed + looked, compared + (looked * depth));
            Pass(_vm, part);
            if (_at[_vm] < 1 - 1e-12)
            {
                break;
            }
        }

        Commit();
        bool ended = _vm == _pages.Vms;
        if (ended)
        {
            EndPass();
        }

        return new KsmScan(scanned, hashed, compared, ended);
    }

    // Passes in which a page of that age is tried: 0, 1, 2, 3, 5, 8, 13, then every ninth.
    private bool IsTried(int age) =>
        !_options.SmartScan || age is 0 or 1 or 2 or 3 or 5 or 8 || (age >= 13 && (age - 13) % 9 == 0);

    private double LengthOf(int vm)
    {
        double resident = _pages.Of(vm).Granted;
        return IsTried(_age[vm]) ? resident : MergedOf(vm);
    }

    private double MergedOf(int vm) => _pages.Of(vm).Shared;

    private double Merged()
    {
        double sum = 0;
        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            sum += MergedOf(vm);
        }

        return sum;
    }

    private double VolatilePart()
    {
        (double changing, double all) = (0, 0);
        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            double pages = _pages.Of(vm).Granted;
            all += pages;
            changing += pages * _host.Vms[vm].Guest.Volatile;
        }

        return all > 0 ? changing / all : 0;
    }

    // What guests have done since: pages that were written are new to the scanner, as are those that came up.
    private void Refresh()
    {
        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            double at = _at[vm];
            for (int contents = 0; contents < _classes; contents++)
            {
                ref Row row = ref _rows[(vm * _classes) + contents];
                double broken = Math.Max(0, row.Merged - _pages.MergedPages(vm, contents));
                row.Compared = Math.Max(0, row.Compared - broken);
                row.Merged -= broken;
                double fresh = _pages.SharablePages(vm, contents) - row.Sum;
                if (fresh >= 0)
                {
                    row.NewAhead += (1 - at) * fresh;
                    row.NewBehind += at * fresh;
                }
                else
                {
                    row.Shrink(-fresh);
                }
            }
        }
    }

    private void Pass(int vm, double part)
    {
        double ahead = 1 - _at[vm];
        double q = ahead > 0 ? Math.Min(1, part / ahead) : 1;
        _at[vm] = Math.Min(1, _at[vm] + part);
        if (!IsTried(_age[vm]))
        {
            return;
        }

        for (int contents = 0; contents < _classes; contents++)
        {
            _rows[(vm * _classes) + contents].Pass(q);
        }
    }

    private void Commit()
    {
        for (int contents = 0; contents < _classes; contents++)
        {
            for (int node = 0; node < _nodes; node++)
            {
                Merge(contents, node);
            }
        }

        if (_nodes == 1)
        {
            _pages.CommitSharing();
            return;
        }

        for (int contents = 0; contents < _classes; contents++)
        {
            double common = 0;
            for (int node = 0; node < _nodes; node++)
            {
                common += CommonOf(contents, node);
            }

            _pages.CommitSharing(contents, common);
        }
    }

    // What VMs of a node have both compared.
    private void Merge(int contents, int node)
    {
        (double most, double second, int first, double sum) = (0, 0, -1, 0);
        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            double compared = _nodeOf[vm] == node ? _rows[(vm * _classes) + contents].Compared : 0;
            sum += compared;
            (second, first) = compared > most ? (most, vm) : (Math.Max(second, compared), first);
            most = Math.Max(most, compared);
        }

        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            if (_nodeOf[vm] == node)
            {
                ref Row row = ref _rows[(vm * _classes) + contents];
                double merged = Math.Min(row.Compared, PartnersOf(contents, row.Compared, sum, vm == first ? second : most));
                _pages.SetMerged(vm, contents, Math.Max(merged, _pages.MergedPages(vm, contents)));
                row.Merged = _pages.MergedPages(vm, contents);
            }
        }
    }

    // Up to how many pages of a VM have one like them that has been compared too.
    private static double PartnersOf(int contents, double own, double all, double others) => contents switch
    {
        StatisticalPages.ZeroClass => all >= 2 ? all : 0,
        StatisticalPages.TwinClass => own,
        _ => others,
    };

    private static double DistinctOf(int contents, double merged, double others) => contents switch
    {
        StatisticalPages.ZeroClass => Math.Min(1, merged),
        StatisticalPages.TwinClass => merged / 2,
        _ => others,
    };

    // Machine pages of one node's VMs, by the rule of StatisticalPages.CommitSharing for all of them.
    private double CommonOf(int contents, int node)
    {
        (double most, double sum, double none) = (0, 0, 1);
        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            double merged = _nodeOf[vm] == node ? _pages.MergedPages(vm, contents) : 0;
            (most, sum) = (Math.Max(most, merged), sum + merged);
        }

        for (int vm = 0; vm < _pages.Vms && most > 0; vm++)
        {
            none *= _nodeOf[vm] == node ? 1 - (_pages.MergedPages(vm, contents) / most) : 1;
        }

        double distinct = DistinctOf(contents, sum, most * (1 - none));
        return Math.Min(sum, Math.Max(distinct, Math.Ceiling(sum / _options.MostSharers)));
    }

    private void EndPass()
    {
        (_vm, Items, _zeros) = (0, 0, 0);
        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            double resident = _pages.Of(vm).Granted;
            Items += resident;
            Skipped += IsTried(_age[vm]) ? 0 : resident - MergedOf(vm);
            _age[vm] = resident > 0 ? _age[vm] + 1 : 0;
            _at[vm] = 0;
            _zeros += _pages.MergedPages(vm, StatisticalPages.ZeroClass);
            for (int contents = 0; contents < _classes; contents++)
            {
                _rows[(vm * _classes) + contents].EndPass();
            }
        }
    }

    // One class of one VM, in pages; ahead of the cursor or behind it.
    private struct Row
    {
        public double NewAhead; // never looked at since they changed
        public double NewBehind;
        public double HashedAhead; // looked at once, in the last pass
        public double HashedBehind; // in this
        public double Compared; // looked at twice; merged, or waiting for a partner
        public double Merged; // of those

        public readonly double Sum => NewAhead + NewBehind + HashedAhead + HashedBehind + Compared;

        public void Pass(double part)
        {
            double compared = part * HashedAhead;
            double hashed = part * NewAhead;
            (HashedAhead, Compared) = (HashedAhead - compared, Compared + compared);
            (NewAhead, HashedBehind) = (NewAhead - hashed, HashedBehind + hashed);
        }

        // What was hashed in this pass lies ahead in the next.
        public void EndPass()
        {
            (NewAhead, NewBehind) = (NewAhead + NewBehind, 0);
            (HashedAhead, HashedBehind) = (HashedAhead + HashedBehind, 0);
        }

        public void Shrink(double pages)
        {
            double part = Sum > 0 ? Math.Max(0, 1 - (pages / Sum)) : 0;
            (NewAhead, NewBehind, HashedAhead, HashedBehind) = (part * NewAhead, part * NewBehind, part * HashedAhead, part * HashedBehind);
            Compared = Math.Max(Merged, part * Compared);
        }
    }
}
