using System;
using System.Collections.Generic;
using Sim.Hosts;
using Sim.Hosts.Interval;

namespace Sim.Experiments.Events;

/// <summary>What a replay of one host showed.</summary>
internal sealed class RememberedHost : IVmProbe
{
    private readonly HostSeries _series;
    private readonly VmTotals[] _totals;
    private readonly List<(int Vm, int Step, double Demand, double Granted, double Ready, double Capped)> _seen = [];

    private readonly List<(int Vm, int Step, double[] Values)> _memorySeen = [];

    private RememberedHost(int steps, int stays, bool memory)
    {
        _series = new HostSeries(steps, memory);
        _totals = new VmTotals[stays];
    }

    /// <summary>The host's energy in joules.</summary>
    public double Joules { get; private set; }

    /// <summary>Replays a host and keeps it.</summary>
    public static RememberedHost Of(IHostReplay replay, HostSpec host, IReadOnlyList<Residency> stays, int steps, bool memory)
    {
        RememberedHost kept = new(steps, stays.Count, memory);
        kept.Joules = replay.Replay(host, stays, kept._series, kept._totals, kept);
        return kept;
    }

    /// <inheritdoc/>
    public void Observe(
        int vm, int firstStep, ReadOnlySpan<double> demandMhz, ReadOnlySpan<double> grantedMhz, ReadOnlySpan<double> readyPct, ReadOnlySpan<double> cappedPct)
    {
        for (int i = 0; i < demandMhz.Length; i++)
        {
            _seen.Add((vm, firstStep + i, demandMhz[i], grantedMhz[i], readyPct[i], cappedPct[i]));
        }
    }

    /// <inheritdoc/>
    public void ObserveMemory(int vm, int step, ReadOnlySpan<double> values) => _memorySeen.Add((vm, step, values.ToArray()));

    /// <summary>Shows all of it again.</summary>
    public void Show(HostSeries series, Span<VmTotals> totals, IVmProbe? probe)
    {
        _series.Vms.CopyTo(series.Vms, 0);
        _series.Vcpus.CopyTo(series.Vcpus, 0);
        _series.DemandMhz.CopyTo(series.DemandMhz, 0);
        _series.GrantedMhz.CopyTo(series.GrantedMhz, 0);
        _series.ReadyPcpus.CopyTo(series.ReadyPcpus, 0);
        _series.MemoryMib.CopyTo(series.MemoryMib, 0);
        _series.PowerWatts.CopyTo(series.PowerWatts, 0);
        _totals.CopyTo(totals);
        if (_series.Memory is not null)
        {
            series.Memory!.CopyFrom(_series.Memory);
        }

        if (probe is not null)
        {
            foreach ((int vm, int step, double[] values) in _memorySeen)
            {
                probe.ObserveMemory(vm, step, values);
            }

            foreach ((int vm, int step, double demand, double granted, double ready, double capped) in _seen)
            {
                probe.Observe(vm, step, [demand], [granted], [ready], [capped]);
            }
        }
    }
}
