using System;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>ESXi's compression cache: of the pages that would be swapped, those that shrink to half are kept in memory.</summary>
/// <remarks>
/// models.md B2. Victims are random. Of so many victims that compressing what can be compressed and swapping the rest frees what is
/// wanted, this takes the first part; <see cref="Swap"/>, next in order, is asked for what is still missing. Without a swap it
/// tries as many as it needs, until the cache is full. A full cache gives its oldest pages to the swap.
/// </remarks>
[Plugin("compression", "ESXi's compression cache: pages that shrink to half stay in memory instead of being swapped.", Source = "VMware vSphere Resource Management; models.md B2")]
public sealed class Compression(CompressionOptions options) : IMemoryMechanism
{
    private const double PagesPerMachinePage = 2;

    private MemoryHost _host = null!;

    /// <inheritdoc/>
    public LadderState From => LadderState.Hard;

    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    /// <inheritdoc/>
    public void Advance(double seconds)
    {
        // It has no work of its own.
    }

    /// <inheritdoc/>
    public double Reclaim(int vm, double pages)
    {
        double part = _host.Vms[vm].Guest.Compressible;
        double most = PagesPerMachinePage * options.Cache * _host.Vms[vm].Size;
        double tries = _host.Swaps ? pages / (1 - (part / PagesPerMachinePage))
            : part > 0 ? Math.Min(PagesPerMachinePage * pages, most - _host.Pages.Of(vm).Compressed) / part
            : 0;
        if (tries <= 0 || most <= 0)
        {
            return 0;
        }

        CompressionOutcome outcome = _host.Pages.Compress(vm, tries, most);
        MemoryCosts costs = _host.Costs;
        _host.CountCompressed(vm, outcome.Kept);
        _host.CountSwappedOut(vm, outcome.Evicted);
        _host.ChargeReclaim((outcome.Tried * costs.Compress.Seconds) + (outcome.Evicted * (costs.Decompress.Seconds + costs.SwapOut.Seconds)));
        return outcome.Freed;
    }

    /// <inheritdoc/>
    public double Release(int vm, double pages) => 0; // pages are decompressed when they are touched
}
