using System;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>Linux' kernel samepage merging: a thread that walks through all pages and merges those of like content.</summary>
/// <remarks>
/// <para>
/// Rules: models.md B3; checked against mm/ksm.c of Linux 6.12. A page whose checksum is the same as in the last pass is looked
/// up in the tree of shared pages, then in that of the pages seen in this pass, which starts empty in each. So two like pages are
/// merged in the second pass. A shared page takes so many mappings at most; one more needs another like it first, and the
/// two become a new copy.
/// </para>
/// <para>
/// Guest pages are those of all VMs one after the other. A page's own machine page is split off its large one when it is merged.
/// Trees are not kept: that contents are numbered gives the same answers. A lookup costs as many comparisons as a balanced tree
/// is deep. Which of a content's copies a mapping is on is not kept either, so a copy is given up only when there are fewer
/// mappings than copies (the kernel: when its last one is written to). Stale copies in chains cost nothing here.
/// </para>
/// </remarks>
[Plugin("ksm", "Linux KSM: a thread walks through all pages and merges like ones, in two passes.", Source = "models.md B3; mm/ksm.c of Linux 6.12")]
public sealed class Ksm(KsmOptions options) : IMemoryMechanism
{
    private const double ItemBytes = 64; // of struct ksm_rmap_item, as the kernel's profit counts
    private const int LeastCpu = 10; // KSM_ADVISOR_MIN_CPU, per cent
    private const int NewWeight = 30; // EWMA_WEIGHT, per cent

    private MemoryHost _host = null!;
    private IKsmPages _pages = null!;
    private double _due; // seconds for which the thread has still to run and sleep
    private double _batch = options.Advisor == KsmAdvisor.None ? options.PagesToScan : options.LeastPages;
    private double _batchCost; // CPU seconds, of the last batch
    private double _passSeconds;
    private double _passCpu;
    private long _lastPass; // whole seconds; 0: none yet
    private long _change; // smoothed, per cent

    /// <inheritdoc/>
    public LadderState From => LadderState.High;

    /// <summary>Pages that are scanned in a batch at present.</summary>
    public double PagesToScan => _batch;

    /// <summary>Passes completed (full_scans).</summary>
    public long FullScans { get; private set; }

    /// <summary>How long the last complete pass took, in seconds.</summary>
    public double LastPassSeconds { get; private set; }

    /// <summary>Pages looked at (pages_scanned).</summary>
    public double PagesScanned { get; private set; }

    /// <summary>Pages left out by smart scan (pages_skipped).</summary>
    public double PagesSkipped => _pages.Skipped;

    /// <summary>Machine pages that are shared (pages_shared).</summary>
    public double PagesShared => _pages.Shared;

    /// <summary>Guest pages that map them beyond one for each: what is saved (pages_sharing).</summary>
    public double PagesSharing => _pages.Sharing;

    /// <summary>Pages that have been compared and are like no other (pages_unshared).</summary>
    public double PagesUnshared => _pages.Unshared;

    /// <summary>Pages that change too fast, or have been looked at only once, or were left out in this pass (pages_volatile).</summary>
    public double PagesVolatile => Math.Max(0, _pages.Items - PagesShared - PagesSharing - PagesUnshared);

    /// <summary>Pages mapped to the kernel's page of zeros (ksm_zero_pages).</summary>
    public double ZeroPages => _pages.Zeros;

    /// <summary>Bytes saved less those of the scanner's own accounts (general_profit).</summary>
    public double Profit => ((PagesSharing + ZeroPages) * Pages.PageSizes.Small) - (_pages.Items * ItemBytes);

    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _pages = host.Pages is ExactPages exact
            ? new KsmExactPages(exact, host.Vms, options)
            : new KsmSumPages((StatisticalPages)host.Pages, host, options);
    }

    /// <inheritdoc/>
    public void Advance(double seconds)
    {
        _due += seconds;
        while (_due > 0)
        {
            double batches = _pages.IsExact ? 1 : _due / Period(_batchCost);
            KsmScan scan = _pages.Scan(batches * _batch);
            double cost = (scan.Hashed * _host.Costs.Hash.Seconds) + (scan.Compared * _host.Costs.Compare.Seconds);
            double done = _pages.IsExact ? 1 : Math.Max(scan.Scanned / _batch, scan.Ended ? 1 : batches);
            _batchCost = cost / done;
            Book(done * Period(_batchCost), cost);
            PagesScanned += scan.Scanned;
            if (scan.Ended)
            {
                EndPass();
            }
        }
    }

    /// <inheritdoc/>
    public double Reclaim(int vm, double pages) => 0;

    /// <inheritdoc/>
    public double Release(int vm, double pages) => 0;

    /// <inheritdoc/>
    public override string ToString() => "ksm";

    private void Book(double seconds, double cost)
    {
        _due -= seconds;
        _passSeconds += seconds;
        _passCpu += cost;
        _host.ChargeScan(cost);
    }

    // From the start of a batch to that of the next. A sleep begins somewhere between two ticks and ends on the first one at which
    // as many whole ticks as it has are over.
    private double Period(double cost)
    {
        double sleep = options.Sleep.Seconds;
        double tick = options.Tick.Seconds;
        if (tick <= 0)
        {
            return Math.Max(sleep + cost, 1e-9);
        }

        return tick * (Math.Ceiling(sleep / tick) + 1 + Math.Floor(cost / tick));
    }

    private void EndPass()
    {
        FullScans++;
        LastPassSeconds = _passSeconds;
        if (options.Advisor == KsmAdvisor.ScanTime)
        {
            Advise(Math.Max(1, (long)_passSeconds), Math.Max(1, (long)(_passCpu * 100 / Math.Max(1, Math.Floor(_passSeconds)))));
        }

        (_passSeconds, _passCpu) = (0, 0);
    }

    // The kernel's rule, in whole numbers as there: in proportion to how far the pass was off its target, damped by a
    // moving average of how its length changes, within limits of CPU.
    private void Advise(long seconds, long cpu)
    {
        long last = _lastPass > 0 ? _lastPass : seconds;
        long factor = Math.Max(1, (long)options.Target.Seconds * 100 / seconds);
        long change = Math.Max(1, seconds * 100 / last);
        _change = (((100 - NewWeight) * _change) + (NewWeight * change)) / 100;
        long pages = (long)_batch * 100 / factor * _change / 100;
        long perCent = Math.Max(1, (long)_batch / cpu);
        pages = Math.Min(pages, perCent * options.MostCpu);
        pages = Math.Max(pages, perCent * LeastCpu);
        _batch = Math.Min(pages, options.MostPages);
        _lastPass = seconds;
    }
}
