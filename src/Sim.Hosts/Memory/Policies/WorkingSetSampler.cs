using System;
using System.Linq;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory.Policies;

/// <summary>What part of each VM's memory is active, by the statistical sampling of ESX Server.</summary>
/// <remarks>
/// Waldspurger, OSDI 2002, section 5.3; models.md B1. In each period some random pages are watched; the part that is touched
/// goes into a slow and a fast moving average, and the estimate is the largest of the two and the running count: it rises
/// at once and falls slowly. A VM of which no period is over counts as active as its running count says, or wholly where
/// there is none. Of a period of several steps the running count is that of its busiest step, for a store keeps no marks from
/// one step to the next; of a step longer than a period, one sample is drawn and counts for all its periods.
/// </remarks>
public sealed class WorkingSetSampler
{
    private readonly MemoryHost _host;
    private readonly EsxSharesOptions _options;
    private readonly RandomStream[] _draws;
    private readonly double[] _slow; // below zero: no period is over
    private readonly double[] _fast;
    private readonly double[] _running; // below zero: nothing was sampled in this period
    private readonly double[] _elapsed; // of the period

    /// <summary>Begins on a host.</summary>
    public WorkingSetSampler(MemoryHost host, EsxSharesOptions options)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_host, _options) = (host, options);
        int vms = host.Vms.Count;
        _draws = [.. host.Vms.Select(vm => host.Streams[vm.Name + "/memory-sampling"])];
        (_slow, _fast, _running, _elapsed) = (new double[vms], new double[vms], new double[vms], new double[vms]);
        for (int vm = 0; vm < vms; vm++)
        {
            Forget(vm);
        }
    }

    /// <summary>The active part of a VM's memory, 0 to 1; what its balloon holds does not count.</summary>
    public double Active(int vm)
    {
        VmPages pages = _host.Pages.Of(vm);
        double held = pages.Size - pages.Ballooned;
        return held > 0 ? Math.Min(1, Touched(vm) * pages.Size / held) : 1;
    }

    /// <summary>Goes on by the step that was just run.</summary>
    public void Advance(double seconds)
    {
        for (int vm = 0; vm < _slow.Length; vm++)
        {
            if (_host.IsOn(vm))
            {
                Sample(vm, seconds);
            }
            else
            {
                Forget(vm);
            }
        }
    }

    private double Touched(int vm) => _slow[vm] >= 0 ? Math.Max(Math.Max(_slow[vm], _fast[vm]), _running[vm])
        : _running[vm] >= 0 ? _running[vm]
        : 1;

    private void Sample(int vm, double seconds)
    {
        double period = _options.SamplePeriod.Seconds;
        double touched = _host.Pages.CountTouched(vm, _options.Samples, _draws[vm]) / (double)_options.Samples;
        _running[vm] = Math.Max(_running[vm], touched);
        _elapsed[vm] += seconds;
        double periods = Math.Floor(_elapsed[vm] / period);
        if (periods < 1)
        {
            return;
        }

        bool first = _slow[vm] < 0;
        _slow[vm] = first ? _running[vm] : Moved(_slow[vm], _running[vm], _options.Slow, periods);
        _fast[vm] = first ? _running[vm] : Moved(_fast[vm], _running[vm], _options.Fast, periods);
        _elapsed[vm] -= periods * period;
        _running[vm] = -1;
    }

    private static double Moved(double average, double value, double weight, double periods) =>
        value + ((average - value) * Math.Pow(1 - weight, periods));

    private void Forget(int vm) => (_slow[vm], _fast[vm], _running[vm], _elapsed[vm]) = (-1, -1, -1, 0);
}
