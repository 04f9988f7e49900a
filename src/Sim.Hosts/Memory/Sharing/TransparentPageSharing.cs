using System;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Sharing;

/// <summary>ESXi's transparent page sharing: pages are hashed at random and shared when another has the same content.</summary>
/// <remarks>
/// <para>
/// Rules: Waldspurger, OSDI 2002, section 4; models.md B1, B2. A page whose hash nobody has becomes a hint. A later page with the
/// same hash has the hint's page hashed again, as it is not protected from writes; if that still matches, both are compared
/// and shared. Only small pages are shared. Those of large ones are hashed too, so that from
/// <see cref="LadderState.Clear"/> on the large ones that are worth it can be broken at once.
/// </para>
/// <para>
/// A salt belongs to the hash: VMs share only with those of the same salt, pages of zeros as well. The speed of a scan follows the
/// memory that the VM has in machine pages. That a VM is looked at before it is swapped out is not modelled.
/// </para>
/// </remarks>
[Plugin("tps", "ESXi transparent page sharing: random scan, hash hints, rate limits, salts, large pages broken when memory is short.", Source = "Waldspurger, OSDI 2002; models.md B1, B2")]
public sealed class TransparentPageSharing(TransparentPageSharingOptions options) : IMemoryMechanism
{
    private MemoryHost _host = null!;
    private ITpsPages _pages = null!;
    private double[] _due = []; // by VM: pages that should have been scanned but for being parts of one

    /// <inheritdoc/>
    public LadderState From => LadderState.Clear;

    /// <summary>Pages scanned.</summary>
    public double PagesScanned { get; private set; }

    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _due = new double[host.Vms.Count];
        _pages = host.Pages is ExactPages exact
            ? new TpsExactPages(exact, host, options.Salting)
            : new TpsSumPages((StatisticalPages)host.Pages, host, options.Salting);
    }

    /// <inheritdoc/>
    public void Advance(double seconds)
    {
        double wanted = 0;
        for (int vm = 0; vm < _due.Length; vm++)
        {
            wanted += RateOf(vm);
        }

        double most = options.MebibytesPerGhz * options.Ghz * PageSizes.PerMebibyte;
        double part = wanted > most ? most / wanted : 1;
        bool breaks = _host.Ladder.State >= LadderState.Clear;
        for (int vm = 0; vm < _due.Length; vm++)
        {
            Scan(vm, part * RateOf(vm) * seconds, breaks);
        }

        _host.ChargeScan(_pages.Commit() * _host.Costs.Compare.Seconds);
    }

    /// <inheritdoc/>
    public double Reclaim(int vm, double pages) => _pages.ShareLarge(vm, pages);

    /// <inheritdoc/>
    public double Release(int vm, double pages) => 0;

    /// <inheritdoc/>
    public override string ToString() => "tps";

    // Pages a second.
    private double RateOf(int vm) =>
        _host.IsOn(vm) ? Math.Min(options.MostPages, _host.Pages.Of(vm).Granted / options.ScanTime.Seconds) : 0;

    private void Scan(int vm, double pages, bool breaks)
    {
        if (!_host.IsOn(vm))
        {
            _pages.Forget(vm);
            return;
        }

        _due[vm] += pages;
        double now = Math.Floor(_due[vm]);
        _due[vm] -= now;
        (double hashed, double compared) = _pages.Scan(vm, now, breaks);
        PagesScanned += now;
        _host.ChargeScan((hashed * _host.Costs.Hash.Seconds) + (compared * _host.Costs.Compare.Seconds));
    }
}
