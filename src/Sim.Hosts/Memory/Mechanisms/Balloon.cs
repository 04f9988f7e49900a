using System;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>VMware's balloon: a driver in the guest takes pages there when the host is short, so that the guest says which.</summary>
/// <remarks>
/// Waldspurger, OSDI 2002, section 3; models.md B1. The driver polls for its target; what it may move is reckoned by polls, so
/// in steps shorter than one it moves in jolts. A guest without the driver gives nothing: the host must swap.
/// </remarks>
[Plugin("balloon", "VMware's balloon: takes pages within the guest while the host is short.", Source = "Waldspurger, OSDI 2002, section 3; models.md B1")]
public sealed class Balloon(BalloonOptions options) : IMemoryMechanism
{
    private readonly double _perPoll = options.Rate.Count / (double)PageSizes.Small * options.Poll.Seconds;
    private MemoryHost _host = null!;
    private BalloonDriver _driver = null!;
    private double _sincePoll;

    /// <inheritdoc/>
    public LadderState From => LadderState.Soft;

    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_host, _driver, _sincePoll) = (host, new BalloonDriver(host), 0);
    }

    /// <inheritdoc/>
    public void Advance(double seconds)
    {
        _sincePoll += seconds;
        double polls = Math.Floor(_sincePoll / options.Poll.Seconds);
        _sincePoll -= polls * options.Poll.Seconds;
        _driver.Refill(polls * _perPoll);
    }

    /// <inheritdoc/>
    public double Reclaim(int vm, double pages)
    {
        VmPages now = _host.Pages.Of(vm);
        return _driver.IsIn(vm) ? _driver.Free(vm, pages + _host.DeniedTo(vm), (options.Ceiling * now.Size) - now.Ballooned) : 0;
    }

    /// <inheritdoc/>
    public double Release(int vm, double pages) => _driver.IsIn(vm) ? _driver.Deflate(vm, pages) : 0;
}
