using System;
using Sim.Clusters.Interval;
using Sim.Experiments.Building;
using Sim.Experiments.Tables;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Kernel.Results;

namespace Sim.Experiments.Recording;

/// <summary>Writes <c>host_samples</c> and <c>vm_samples</c> while hosts come by.</summary>
internal sealed class SampleTables : IDisposable
{
    private readonly Buckets _buckets;
    private readonly double _stepSeconds;
    private readonly IVmLabels _labels;
    private readonly Func<int, int> _vcpusOf;
    private readonly IRowWriter? _hosts;
    private readonly IRowWriter? _vms;

    /// <summary>Opens the tables that are wanted.</summary>
    public SampleTables(IResultSink sink, Buckets buckets, double stepSeconds, IVmLabels labels, Func<int, int> vcpusOf, bool hosts, bool vms, bool memory)
    {
        _vcpusOf = vcpusOf;
        _buckets = buckets;
        _stepSeconds = stepSeconds;
        _labels = labels;
        _hosts = hosts ? sink.Open(Schemas.For(Schemas.HostSamples, memory)) : null;
        _vms = vms ? sink.Open(Schemas.For(Schemas.VmSamples, memory)) : null;
    }

    /// <summary>Writes one host's rows.</summary>
    public void Write(HostSpec host, in HostOutcome outcome)
    {
        if (_hosts is not null)
        {
            WriteHost(_hosts, host, outcome.Series);
        }

        if (_vms is not null && outcome.Vms is not null)
        {
            for (int row = 0; row < outcome.Stays.Count; row++)
            {
                WriteVm(_vms, outcome.Vms, outcome.Stays[row], row, outcome.Series.Memory is null ? 0 : _vcpusOf(outcome.Stays[row].Vm));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _hosts?.Dispose();
        _vms?.Dispose();
    }

    private void WriteHost(IRowWriter writer, HostSpec host, HostSeries series)
    {
        for (int bucket = 0; bucket < _buckets.Count; bucket++)
        {
            HostMean mean = HostMean.Of(host, series, _buckets.Start(bucket), _buckets.End(bucket));
            if (mean.On == 0)
            {
                continue;
            }

            writer.Real(_buckets.Start(bucket) * _stepSeconds);
            writer.Text(host.Name);
            writer.Real(mean.Vms);
            writer.Real(mean.DemandMhz);
            writer.Real(mean.GrantedMhz);
            writer.Real(mean.UtilisationPct);
            writer.Real(mean.ReadyPct);
            writer.Real(mean.PowerWatts);
            if (series.Memory is not null)
            {
                MemoryCells.Write(writer, MemorySums.Of(series, _buckets.Start(bucket), _buckets.End(bucket), _stepSeconds));
            }

            writer.EndRow();
        }
    }

    private void WriteVm(IRowWriter writer, VmRecorder recorder, Residency stay, int row, int memoryVcpus)
    {
        string name = _labels.Name(stay.Vm);
        for (int bucket = stay.FirstStep / _buckets.Width; bucket < _buckets.Count && _buckets.Start(bucket) < stay.EndStep; bucket++)
        {
            int from = Math.Max(stay.FirstStep, _buckets.Start(bucket));
            int to = Math.Min(stay.EndStep, _buckets.End(bucket));
            writer.Real(_buckets.Start(bucket) * _stepSeconds);
            writer.Text(name);
            writer.Real(ClusterSeries.Mean(recorder.DemandMhz(row), from, to));
            writer.Real(ClusterSeries.Mean(recorder.GrantedMhz(row), from, to));
            writer.Real(ClusterSeries.Mean(recorder.ReadyPct(row), from, to));
            writer.Real(ClusterSeries.Mean(recorder.CappedPct(row), from, to));
            if (memoryVcpus > 0)
            {
                MemoryCells.Write(writer, recorder, row, from, to, memoryVcpus * _stepSeconds);
            }

            writer.EndRow();
        }
    }
}
