using System;
using Sim.Hosts.Memory.Guests;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>The balloon of virtio and Xen: follows its target at all times, and can report what is free in the guest.</summary>
/// <remarks>
/// <para>
/// models.md B5. The guest has what the target says and no more: the balloon holds the rest of its size, whether
/// something backed it or not. It needs no shortage for that. With deflate-on-OOM it gives way to what processes use.
/// </para>
/// <para>
/// Free page reporting: blocks of 2 MiB, and in each pass a sixteenth of the free blocks and one batch more, so that an idle
/// guest is done in about 30 seconds (Linux, mm/page_reporting.c). Fragmentation is left out: all free memory counts as blocks.
/// </para>
/// </remarks>
[Plugin("virtio-balloon", "The balloon of virtio and Xen: follows targets at all times; deflate-on-OOM, free page reporting.",
    Source = "virtio 1.2, 5.5; Linux, mm/page_reporting.c; models.md B5")]
public sealed class VirtioBalloon(VirtioBalloonOptions options) : IMemoryMechanism
{
    private const double PassPart = 1.0 / 16;
    private const double BlockDiscount = 0.1; // a byte in blocks of 2 MiB costs a tenth: models.md B6 [M]

    private MemoryHost _host = null!;
    private BalloonDriver _driver = null!;
    private double _sinceReport;

    /// <inheritdoc/>
    public LadderState From => LadderState.High;

    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_host, _driver, _sinceReport) = (host, new BalloonDriver(host), 0);
    }

    /// <inheritdoc/>
    public void Advance(double seconds)
    {
        _driver.Refill(options.Rate.Count / (double)PageSizes.Small * seconds);
        _sinceReport += seconds;
        int passes = (int)Math.Min(int.MaxValue, Math.Floor(_sinceReport / options.ReportInterval.Seconds));
        _sinceReport -= passes * options.ReportInterval.Seconds;
        for (int vm = 0; vm < _host.Vms.Count; vm++)
        {
            if (_driver.IsIn(vm))
            {
                Follow(vm);
                Report(vm, passes);
            }
        }
    }

    /// <inheritdoc/>
    public double Reclaim(int vm, double pages) => _driver.IsIn(vm) ? Math.Max(0, Inflate(vm)) : 0;

    /// <inheritdoc/>
    public double Release(int vm, double pages)
    {
        double over = _driver.IsIn(vm) ? _host.Pages.Of(vm).Ballooned - Wanted(vm) : 0;
        return over > 0 ? _driver.Deflate(vm, Math.Min(over, pages)) : 0;
    }

    // What the balloon should hold.
    private double Wanted(int vm) =>
        options.DeflateOnOom ? Math.Min(_driver.Wanted(vm), Math.Max(0, _host.Vms[vm].Size - Processes(vm))) : _driver.Wanted(vm);

    private double Processes(int vm) => _host.UseOf(vm).Used * (1 - _host.Vms[vm].Guest.PageCache);

    private void Follow(int vm)
    {
        Inflate(vm);
        double over = options.DeflateOnOom ? _host.Pages.Of(vm).Ballooned - (_host.Vms[vm].Size - Processes(vm)) : 0;
        if (over > 0)
        {
            _driver.Deflate(vm, over);
        }
    }

    private double Inflate(int vm)
    {
        double missing = Wanted(vm) - _host.Pages.Of(vm).Ballooned;
        return missing > 0 ? _driver.Inflate(vm, missing).Freed : 0;
    }

    private void Report(int vm, int passes)
    {
        if (!options.FreePageReporting || passes == 0)
        {
            return;
        }

        GuestUse use = _host.UseOf(vm);
        VmPages now = _host.Pages.Of(vm);
        double free = Math.Max(0, now.Granted - use.Used);
        double batch = options.ReportBatch * (double)PageSizes.PerLarge;
        // left -> left (1 - 1/16) - batch, in each pass
        double kept = Math.Pow(1 - PassPart, passes);
        double left = Math.Max(0, (free * kept) - (batch * (1 - kept) / PassPart));
        double reported = _host.Pages.Report(vm, free - left);
        _host.ChargeReclaim(reported * BlockDiscount * _host.Costs.BalloonPage.Seconds);
    }
}
