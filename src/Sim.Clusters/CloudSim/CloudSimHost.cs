using System;
using System.Collections.Generic;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Kernel;

namespace Sim.Clusters.CloudSim;

/// <summary>
/// Replays a host as CloudSim 3.0.3's power package does, so that its published energies can be reproduced. Not a model
/// to plan with: see the remarks.
/// </summary>
/// <remarks>
/// Behaviour read in cloudsim-3.0.3, package org.cloudbus.cloudsim.power (own wording and code):
/// the first look at a host is 0.1 s after the first interval, then one every interval, so the last interval of the run is
/// never counted; demand at a look lies on a straight line between the samples around it, the last sample repeated;
/// each VM's demand is cut at one core, and where the sum exceeds the host all are scaled alike; energy between two looks
/// is the mean of their powers, but nothing where the host was at zero at the first of them (the host before its first
/// look counts as at zero); a VM whose demand is exactly zero at a look is taken for finished and removed for good.
/// That last rule is why CloudSim's energies are low: of day 20110303's 1,052 VMs it drops 532.
/// </remarks>
public sealed class CloudSimHost : IHostReplay
{
    // PowerDatacenter schedules its first look one interval after the cloudlets' submission, which comes one minimal
    // inter-event time (0.1 s) after the start.
    private const double SubmissionSeconds = 0.1;

    private readonly VmSpec[] _vms;
    private readonly IDemandSource _demand;
    private readonly IntervalRules _rules;
    private readonly List<int> _alive = [];
    private double[] _samples = [];

    // A row of all steps per stay, for probes.
    private double[] _demandMhz = [];
    private double[] _grantedMhz = [];
    private double[] _readyPct = [];

    /// <summary>A worker for hosts of one cluster.</summary>
    public CloudSimHost(VmSpec[] vms, IDemandSource demand, IntervalRules rules)
    {
        ArgumentNullException.ThrowIfNull(vms);
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(rules);
        _vms = vms;
        _demand = demand;
        _rules = rules;
    }

    /// <inheritdoc/>
    public double Replay(HostSpec host, IReadOnlyList<Residency> stays, HostSeries series, Span<VmTotals> totals, IVmProbe? probe)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(stays);
        ArgumentNullException.ThrowIfNull(series);
        series.Clear();
        totals.Clear();
        series.PowerWatts.AsSpan().Fill(double.NaN);
        ReadSamples(stays);
        double joules = 0;
        double before = 0;
        double lastLook = 0;
        double look = _rules.StepSeconds + SubmissionSeconds;
        for (int step = 1; step < _rules.Steps; step++)
        {
            double utilisation = Look(host, stays, series, totals, step, look);
            joules += Energy(host, before, utilisation, look - lastLook);
            series.PowerWatts[step] = PowerOf(host, utilisation);
            (before, lastLook) = (utilisation, look);
            look += _rules.StepSeconds;
        }

        Report(stays, probe);
        return joules;
    }

    private void ReadSamples(IReadOnlyList<Residency> stays)
    {
        int width = _rules.Steps + 1;
        if (_samples.Length < stays.Count * width)
        {
            _samples = new double[stays.Count * width];
        }

        _demandMhz = new double[stays.Count * _rules.Steps];
        _grantedMhz = new double[stays.Count * _rules.Steps];
        _readyPct = new double[stays.Count * _rules.Steps];
        _alive.Clear();
        for (int row = 0; row < stays.Count; row++)
        {
            Check.That(stays[row].FirstStep == 0 && stays[row].EndStep == _rules.Steps);
            Span<double> samples = _samples.AsSpan(row * width, width);
            _demand.Read(stays[row].Vm, 0, samples[..^1]);
            samples[^1] = samples[^2];
            _alive.Add(row);
        }
    }

    private double PowerOf(HostSpec host, double utilisation)
    {
        if (_rules.AlwaysFullPower)
        {
            return host.Power.Full.Value;
        }

        return utilisation > 0 ? host.Power.At(utilisation) : double.NaN;
    }

    private double Energy(HostSpec host, double before, double now, double seconds)
    {
        if (_rules.AlwaysFullPower)
        {
            return host.Power.Full.Value * seconds;
        }

        return before == 0 ? 0 : (host.Power.At(before) + host.Power.At(now)) / 2 * seconds;
    }

    // Demand, grants and removals at one look; returns the host's utilisation.
    private double Look(
        HostSpec host, IReadOnlyList<Residency> stays, HostSeries series, Span<VmTotals> totals, int step, double look)
    {
        double coreMhz = host.CoreSpeed.Megahertz;
        double beyond = (look - (step * _rules.StepSeconds)) / _rules.StepSeconds;
        double wanted = 0;
        foreach (int row in _alive)
        {
            wanted += Math.Min(Demand(stays, row, step, beyond, coreMhz), coreMhz);
        }

        double scale = wanted > host.CapacityMhz ? host.CapacityMhz / wanted : 1;
        foreach (int row in _alive)
        {
            double demand = Demand(stays, row, step, beyond, coreMhz);
            double granted = Math.Min(demand, coreMhz) * scale;
            ref readonly VmSpec vm = ref _vms[stays[row].Vm];
            series.Vms[step]++;
            series.Vcpus[step] += vm.Vcpus;
            series.DemandMhz[step] += demand;
            series.GrantedMhz[step] += granted;
            series.ReadyPcpus[step] += (Math.Min(demand, coreMhz) - granted) / coreMhz;
            series.MemoryMib[step] += vm.MemoryMib;
            double ready = (Math.Min(demand, coreMhz) - granted) / coreMhz * 100;
            Add(ref totals[row], demand, granted, ready);
            int cell = (row * _rules.Steps) + step;
            (_demandMhz[cell], _grantedMhz[cell], _readyPct[cell]) = (demand, granted, ready);
        }

        _alive.RemoveAll(row => Demand(stays, row, step, beyond, coreMhz) == 0);
        return Math.Min(1, wanted * scale / host.CapacityMhz);
    }

    private static void Add(ref VmTotals totals, double demand, double granted, double ready)
    {
        totals.Steps++;
        totals.DemandMhz += demand;
        totals.GrantedMhz += granted;
        totals.ReadyPct += ready;
        totals.ReadyPctMax = Math.Max(totals.ReadyPctMax, ready);
    }

    private double Demand(IReadOnlyList<Residency> stays, int row, int step, double beyond, double coreMhz)
    {
        int at = (row * (_rules.Steps + 1)) + step;
        double fraction = _samples[at] + ((_samples[at + 1] - _samples[at]) * beyond);
        return fraction * _vms[stays[row].Vm].SizeMhz(coreMhz);
    }

    private void Report(IReadOnlyList<Residency> stays, IVmProbe? probe)
    {
        ReadOnlySpan<double> none = new double[_rules.Steps];
        for (int row = 0; row < stays.Count && probe is not null; row++)
        {
            Range steps = (row * _rules.Steps)..((row + 1) * _rules.Steps);
            probe.Observe(stays[row].Vm, 0, _demandMhz.AsSpan()[steps], _grantedMhz.AsSpan()[steps], _readyPct.AsSpan()[steps], none);
        }
    }
}
