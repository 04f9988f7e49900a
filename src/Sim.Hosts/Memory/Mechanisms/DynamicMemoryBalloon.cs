using System;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>Hyper-V's way to move memory: added while the VM runs, removed by a balloon, and smart paging while it starts.</summary>
/// <remarks>
/// models.md B4. A VM starts with its startup memory; the rest of its maximum counts as ballooned, though in truth it is not yet
/// plugged in: both mean that the guest cannot use it. From then on its memory follows the target. Smart paging: a VM whose
/// minimum is below its startup memory may, while it starts and the host has nothing left, give pages of its own to a file.
/// </remarks>
[Plugin("dynamic-memory-balloon", "Hyper-V: memory is added hot and removed by a balloon; smart paging at start.", Source = "Microsoft, Hyper-V Dynamic Memory overview; models.md B4")]
public sealed class DynamicMemoryBalloon(DynamicMemoryBalloonOptions options) : IMemoryMechanism
{
    private MemoryHost _host = null!;
    private BalloonDriver _driver = null!;
    private double[] _upFor = []; // seconds since power-on; 0: off

    /// <inheritdoc/>
    public LadderState From => LadderState.High;

    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_host, _driver, _upFor) = (host, new BalloonDriver(host), new double[host.Vms.Count]);
    }

    /// <inheritdoc/>
    public bool SwapsFor(int vm)
    {
        MemoryClaim claim = _host.Vms[vm];
        return options.SmartPaging && claim.Minimum < claim.Startup && _upFor[vm] <= options.StartTime.Seconds;
    }

    /// <inheritdoc/>
    public void Advance(double seconds)
    {
        _driver.Refill(options.Rate.Count / (double)PageSizes.Small * seconds);
        for (int vm = 0; vm < _upFor.Length; vm++)
        {
            if (_driver.IsIn(vm) && _upFor[vm] <= 0)
            {
                // Not plugged in yet, which costs nothing.
                _host.Pages.Inflate(vm, Math.Max(0, _host.Vms[vm].Size - Math.Max(_host.Vms[vm].Startup, _host.UseOf(vm).Used)));
            }

            _upFor[vm] = _host.IsOn(vm) ? _upFor[vm] + seconds : 0;
            Inflate(vm);
        }
    }

    /// <inheritdoc/>
    public double Reclaim(int vm, double pages) => Inflate(vm);

    /// <inheritdoc/>
    public double Release(int vm, double pages)
    {
        double over = _driver.IsIn(vm) ? _host.Pages.Of(vm).Ballooned - _driver.Wanted(vm) : 0;
        return over > 0 ? _driver.Deflate(vm, Math.Min(over, pages)) : 0;
    }

    private double Inflate(int vm)
    {
        double missing = _driver.IsIn(vm) ? _driver.Wanted(vm) - _host.Pages.Of(vm).Ballooned : 0;
        return missing > 0 ? _driver.Inflate(vm, missing).Freed : 0;
    }
}
