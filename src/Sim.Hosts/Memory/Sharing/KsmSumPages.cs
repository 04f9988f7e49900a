using System;
using System.Linq;
using Sim.Hosts.Memory.Pages;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>KSM's walk through sums of pages: the same passes, in closed form.</summary>
/// <remarks>
/// The cursor goes through the VMs in turn, and within a VM through its pages, over which classes are spread evenly. Of each class
/// it turns what it finds new into hashed pages, and what was hashed in an earlier pass into pages that are compared. Page i
/// of a content lies at the same part of the way through each VM, so what has been compared is a beginning of the content; the
/// longest but one of these beginnings is how far pages have found a partner. Which pages smart scan leaves out goes by their own
/// age, see <see cref="KsmCohorts"/>.
/// </remarks>
internal sealed class KsmSumPages : IKsmPages
{
    private readonly StatisticalPages _pages;
    private readonly MemoryHost _host;
    private readonly KsmOptions _options;
    private readonly int _classes;
    private readonly KsmCohorts _rows; // by VM and class, and of each VM what is in no class
    private readonly double[] _at; // by VM: part of it that the cursor has passed in this pass
    private readonly int[] _nodeOf; // by VM: with whom it shares
    private readonly int _nodes = 1;
    private readonly KsmTwins[] _twins; // by VM
    private int _vm;
    private double _zeros;
    private double _refreshed; // when guests were last looked at

    public KsmSumPages(StatisticalPages pages, MemoryHost host, KsmOptions options)
    {
        (_pages, _host, _options, _classes) = (pages, host, options, pages.Classes);
        (_rows, _at) = (new KsmCohorts(pages.Vms * (_classes + 1), options.SmartScan), new double[pages.Vms]);
        (pages.MostSharers, pages.SplitsLarge) = (options.MostSharers, true);
        (_nodeOf, _twins) = (new int[pages.Vms], new KsmTwins[pages.Vms]);
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
            double part = PartOf(_vm, pages - scanned);
            (double met, double tried) = Pass(_vm, part);
            (scanned, hashed, compared) = (scanned + met, hashed + tried, compared + (tried * depth));
            if (part < 1)
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

    private int RowOf(int vm, int contents) => (vm * (_classes + 1)) + contents;

    // How much of what is ahead in a VM the cursor gets through with so many pages.
    private double PartOf(int vm, double pages)
    {
        if (_pages.Of(vm).Granted <= pages)
        {
            return 1;
        }

        double met = 0;
        for (int contents = 0; contents <= _classes; contents++)
        {
            (double merged, double tried) = _rows.Ahead(RowOf(vm, contents));
            met += tried + (IsMet(contents) ? merged : 0);
        }

        return met > pages ? pages / met : 1;
    }

    // The kernel's own page of zeros is no anonymous page: what maps it is not met.
    private bool IsMet(int contents) => !_options.ZeroPages || contents != StatisticalPages.ZeroClass;

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
        if (_host.Now <= _refreshed)
        {
            return; // another pass in the same step
        }

        double hours = (_host.Now - _refreshed) / 3600;
        _refreshed = _host.Now;
        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            double written = 1 - Math.Exp(-_host.Vms[vm].Guest.WritesPerHour * hours);
            double others = _pages.Of(vm).Granted;
            for (int contents = 0; contents < _classes; contents++)
            {
                int row = RowOf(vm, contents);
                double pages = _pages.SharablePages(vm, contents);
                others -= pages;
                if (contents == StatisticalPages.TwinClass)
                {
                    _twins[vm].Break(_rows.SumOf(row), _pages.MergedPages(vm, contents));
                    _twins[vm].Resize(_rows.SumOf(row), pages);
                }

                Overwrite(row, RowOf(vm, _classes), (_pages.MergedPages(vm, contents), written), _at[vm]);
                Resize(row, pages, _at[vm], isPrivate: false);
            }

            Resize(RowOf(vm, _classes), Math.Max(0, others), _at[vm], isPrivate: true);
        }
    }

    // Writes hit pages whether they are merged or not; what is merged no more beyond that, the host or the guest has taken away.
    private void Overwrite(int row, int privateRow, (double Merged, double Written) now, double at)
    {
        double before = _rows.MergedOf(row);
        double lost = before - now.Merged;
        double part = before > 0 ? Math.Clamp(lost / before, 0, now.Written) : now.Written;
        _rows.Write(row, privateRow, part, at);
        _rows.Break(row, _rows.MergedOf(row) - now.Merged, at);
    }

    private void Resize(int row, double pages, double at, bool isPrivate)
    {
        double fresh = pages - _rows.SumOf(row);
        if (fresh > 0)
        {
            _rows.Add(row, fresh, at, isPrivate);
        }
        else if (fresh < 0)
        {
            _rows.Remove(row, -fresh, at);
        }
    }

    // Pages that it has met in all, and of those the ones that are not merged.
    private (double Met, double Tried) Pass(int vm, double part)
    {
        (double met, double tried) = (0, 0);
        _at[vm] = part < 1 ? _at[vm] + (part * (1 - _at[vm])) : 1;
        for (int contents = 0; contents <= _classes; contents++)
        {
            int row = RowOf(vm, contents);
            double waiting = _rows.ComparedOf(row) - _rows.MergedOf(row);
            KsmMeeting meeting = _rows.Pass(row, part);
            Skipped += meeting.Met - meeting.Tried;
            met += meeting.Tried + (IsMet(contents) ? meeting.Merged : 0);
            tried += meeting.Tried;
            if (contents == StatisticalPages.TwinClass)
            {
                _twins[vm].Pass(_rows.SumOf(row), waiting, meeting);
            }
        }

        return (met, tried);
    }

    private void Commit()
    {
        _pages.BeginSharing();
        for (int contents = 0; contents < _classes; contents++)
        {
            for (int node = 0; node < _nodes; node++)
            {
                Merge(contents, node);
            }
        }

        for (int contents = 0; contents < _classes; contents++)
        {
            _pages.CommitSharing(contents, contents == StatisticalPages.TwinClass ? CommonOfTwins() : CommonOf(contents));
        }
    }

    private double CommonOfTwins()
    {
        double sum = 0;
        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            sum += _twins[vm].Common(_rows.SumOf(RowOf(vm, StatisticalPages.TwinClass)));
        }

        return sum;
    }

    private double CommonOf(int contents)
    {
        if (_nodes == 1)
        {
            return _pages.CommonOf(contents);
        }

        double sum = 0;
        for (int node = 0; node < _nodes; node++)
        {
            sum += CommonOfNode(contents, node);
        }

        return sum;
    }

    // What VMs of a node have both compared.
    private void Merge(int contents, int node)
    {
        (double most, double second, int first, double sum) = (0, 0, -1, 0);
        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            double compared = _nodeOf[vm] == node ? _rows.ComparedOf(RowOf(vm, contents)) : 0;
            sum += compared;
            (second, first) = compared > most ? (most, vm) : (Math.Max(second, compared), first);
            most = Math.Max(most, compared);
        }

        for (int vm = 0; vm < _pages.Vms; vm++)
        {
            if (_nodeOf[vm] == node)
            {
                int row = RowOf(vm, contents);
                double compared = _rows.ComparedOf(row);
                double merged = Math.Min(compared, PartnersOf(contents, vm, sum, vm == first ? second : most));
                _pages.SetMerged(vm, contents, Math.Max(merged, _pages.MergedPages(vm, contents)));
                _rows.SetMerged(row, _pages.MergedPages(vm, contents));
            }
        }
    }

    // Up to how many pages of a VM have one like them that has been compared too.
    private double PartnersOf(int contents, int vm, double all, double others) => contents switch
    {
        StatisticalPages.ZeroClass => all >= 2 ? all : 0,
        StatisticalPages.TwinClass => _twins[vm].Merged,
        _ => others,
    };

    private static double DistinctOf(int contents, double merged, double others) => contents switch
    {
        StatisticalPages.ZeroClass => Math.Min(1, merged),
        _ => others,
    };

    // Machine pages of one node's VMs, by the rule of StatisticalPages.CommitSharing for all of them.
    private double CommonOfNode(int contents, int node)
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
            _at[vm] = 0;
            _zeros += _pages.MergedPages(vm, StatisticalPages.ZeroClass);
        }

        _rows.EndPass();
    }
}
