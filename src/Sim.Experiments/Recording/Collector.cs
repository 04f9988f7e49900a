using System;
using Sim.Clusters.Interval;
using Sim.Hosts;
using Sim.Hosts.Interval;

namespace Sim.Experiments.Recording;

/// <summary>Takes every host's outcome once and keeps what the tables and the report need of it.</summary>
internal sealed class Collector : IHostObserver
{
    private const double JoulesPerKwh = 3.6e6;
    private const int HeatColumns = 288;

    private readonly ClusterModel _model;
    private readonly SampleTables? _samples;
    private readonly double _stepHours;
    private readonly VmMemoryTotals?[] _vmMemory; // null: not placed
    private readonly VmMemoryTotals _never = new();

    /// <summary>A collector for one replay.</summary>
    /// <param name="model">The cluster.</param>
    /// <param name="samples">Writes sample tables on the way; null for none.</param>
    public Collector(ClusterModel model, SampleTables? samples)
    {
        _model = model;
        _samples = samples;
        _stepHours = model.Rules.StepSeconds / 3600;
        Cluster = new ClusterSeries(model.Rules.Steps, model.Memory is not null);
        Hosts = new HostRow[model.Hosts.Count];
        Vms = new VmTotals[model.Vms.Length];
        HostMemory = new MemorySums?[model.Memory is null ? 0 : model.Hosts.Count];
        _vmMemory = new VmMemoryTotals?[model.Memory is null ? 0 : model.Vms.Length];
        Heat = Buckets.AtMost(model.Rules.Steps, 1, HeatColumns);
        HeatRows = new float[model.Hosts.Count][];
    }

    /// <summary>All hosts together.</summary>
    public ClusterSeries Cluster { get; }

    /// <summary>Each host.</summary>
    public HostRow[] Hosts { get; }

    /// <summary>Each VM; all zero for one that was not placed.</summary>
    public VmTotals[] Vms { get; }

    /// <summary>The memory of each host over the run; none where that is not modelled.</summary>
    public MemorySums?[] HostMemory { get; }

    /// <summary>The time axis of <see cref="HeatRows"/>.</summary>
    public Buckets Heat { get; }

    /// <summary>Utilisation in percent of each host, bucket by bucket; NaN while off; null for a host never on.</summary>
    public float[]?[] HeatRows { get; }

    /// <inheritdoc/>
    public void Observe(in HostOutcome outcome)
    {
        HostSpec host = _model.Hosts[outcome.Host];
        Cluster.Add(host, outcome.Series);
        Hosts[outcome.Host] = Row(host, outcome.Series, outcome.Joules);
        HeatRows[outcome.Host] = HeatRow(host, outcome.Series);
        for (int i = 0; i < outcome.Stays.Count; i++)
        {
            Vms[outcome.Stays[i].Vm] = outcome.Totals[i];
        }

        ObserveMemory(outcome);

        _samples?.Write(host, outcome);
    }

    /// <summary>The memory of a VM over the run, where memory is modelled.</summary>
    public VmMemory MemoryOf(int vm) => new(_vmMemory[vm] ?? _never, _model.Vms[vm].Vcpus, _model.Rules.StepSeconds);

    private void ObserveMemory(in HostOutcome outcome)
    {
        if (outcome.Series.Memory is not { } memory)
        {
            return;
        }

        HostMemory[outcome.Host] = MemorySums.Of(outcome.Series, _model.Rules.WarmupSteps, _model.Rules.Steps, _model.Rules.StepSeconds);
        for (int i = 0; i < outcome.Stays.Count; i++)
        {
            _vmMemory[outcome.Stays[i].Vm] = memory.Vms[i];
        }
    }

    private HostRow Row(HostSpec host, HostSeries series, double joules)
    {
        (int vms, int on) = (0, 0);
        (double demand, double granted, double ready, double vcpus, double peak) = (0, 0, 0, 0, 0);
        for (int step = _model.Rules.WarmupSteps; step < _model.Rules.Steps; step++)
        {
            vms = Math.Max(vms, series.Vms[step]);
            on += double.IsNaN(series.PowerWatts[step]) ? 0 : 1;
            demand += series.DemandMhz[step];
            granted += series.GrantedMhz[step];
            ready += series.ReadyPcpus[step];
            vcpus += series.Vcpus[step];
            peak = Math.Max(peak, series.GrantedMhz[step]);
        }

        double coreHours = _stepHours / host.CoreSpeed.Megahertz;
        return new HostRow(
            vms,
            on == 0 ? 0 : granted / on / host.CapacityMhz * 100,
            peak / host.CapacityMhz * 100,
            demand * coreHours,
            granted * coreHours,
            vcpus > 0 ? ready / vcpus * 100 : 0,
            ready * _stepHours,
            joules / JoulesPerKwh,
            on * _stepHours);
    }

    private float[]? HeatRow(HostSpec host, HostSeries series)
    {
        float[] row = new float[Heat.Count];
        bool ever = false;
        for (int bucket = 0; bucket < row.Length; bucket++)
        {
            (double sum, int on) = (0, 0);
            for (int step = Heat.Start(bucket); step < Heat.End(bucket); step++)
            {
                on += double.IsNaN(series.PowerWatts[step]) ? 0 : 1;
                sum += series.GrantedMhz[step];
            }

            row[bucket] = on == 0 ? float.NaN : (float)(sum / on / host.CapacityMhz * 100);
            ever |= on > 0;
        }

        return ever ? row : null;
    }
}
