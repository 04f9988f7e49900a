using System;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Memory.Mechanisms;

/// <summary>The host's swap: takes pages at random from VMs above their targets, whether their guests know or not.</summary>
/// <remarks>
/// Waldspurger, OSDI 2002, section 3.2 (random victims avoid the worst of double paging); devices by models.md B6 and C1, all [M] but
/// NVMe's rates. A page that is read in takes the device's latency. Beyond that the device does only so many pages a second,
/// reads and writes together: writes stop there, and where the reads of a step do not fit, the VMs wait in proportion to their
/// own. All host swaps to one device.
/// </remarks>
[Plugin("swap", "The host's swap: random pages go to a device with a latency and a throughput.", Source = "Waldspurger, OSDI 2002, section 3.2; models.md B6, C1")]
public sealed class Swap(SwapOptions options) : IMemoryMechanism
{
    private const double DiskWriteSeconds = PageSizes.Small / 100e6;

    private readonly double _readSeconds = options.Device switch
    {
        SwapDevice.Hdd => 1.0 / 125,
        SwapDevice.Ssd => 1.0 / 90_000,
        SwapDevice.Nvme => 1.0 / 465_000,
        _ => PageSizes.Small / (double)options.Throughput.Count,
    };

    private readonly double _writeSeconds = options.Device switch
    {
        SwapDevice.Hdd => DiskWriteSeconds,
        SwapDevice.Ssd => 1.0 / 35_000,
        SwapDevice.Nvme => 1.0 / 180_000,
        _ => PageSizes.Small / (double)options.Throughput.Count,
    };

    private MemoryHost _host = null!;
    private double _budget; // pages that may still be written in this step

    /// <inheritdoc/>
    public LadderState From => LadderState.Hard;

    /// <inheritdoc/>
    public bool Swaps => true;

    /// <inheritdoc/>
    public double SwapInSeconds => options.Device switch
    {
        SwapDevice.Hdd => 8e-3,
        SwapDevice.Ssd => 150e-6,
        SwapDevice.Nvme => 90e-6,
        _ => 0,
    };

    /// <inheritdoc/>
    public void Start(MemoryHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    /// <inheritdoc/>
    public void Advance(double seconds) => _budget = Math.Max(0, (seconds - BusySeconds()) / _writeSeconds);

    /// <inheritdoc/>
    public double Reclaim(int vm, double pages)
    {
        double swapped = _host.Pages.SwapOut(vm, Math.Min(pages, _budget));
        _budget -= swapped;
        _host.CountSwappedOut(vm, swapped);
        _host.ChargeReclaim(swapped * _host.Costs.SwapOut.Seconds);
        return swapped;
    }

    /// <inheritdoc/>
    public double Release(int vm, double pages) => 0; // pages are read in when they are touched

    /// <inheritdoc/>
    public void Finish(double seconds)
    {
        double stretch = BusySeconds() / seconds;
        if (stretch <= 1)
        {
            return;
        }

        // The step's reads and writes need longer than the step: who reads gets on as slowly as the device does.
        for (int vm = 0; vm < _host.Vms.Count; vm++)
        {
            double run = _host.DoneBy(vm);
            if (_host.FaultsOf(vm).SwapIn > 0 && run > 0)
            {
                double needed = _host.Vms[vm].Vcpus * seconds * stretch;
                _host.Charge(vm, new MemoryStalls { Swap = Math.Max(0, needed - run - _host.StallsOf(vm).Sum) });
            }
        }
    }

    // How long the device takes for what the present step has read and written so far.
    private double BusySeconds()
    {
        double reads = 0;
        for (int vm = 0; vm < _host.Vms.Count; vm++)
        {
            reads += _host.FaultsOf(vm).SwapIn;
        }

        return (reads * _readSeconds) + (_host.SwappedOut * _writeSeconds);
    }
}
