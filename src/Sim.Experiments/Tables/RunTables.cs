using System;
using System.Linq;
using Sim.Clusters.Interval;
using Sim.Clusters.Placement;
using Sim.Experiments.Building;
using Sim.Experiments.Recording;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Kernel.Results;

namespace Sim.Experiments.Tables;

/// <summary>Writes the tables that are made after the replay.</summary>
internal sealed class RunTables(ClusterModel model, PlacementPlan plan, Collector collector, Fleet fleet, IResultSink sink)
{
    private const int HeatRows = 200;

    // Classes of mean ready time in percent: fine where users begin to notice, coarse beyond.
    private static readonly double[] ReadyEdges = [0, 0.01, 0.1, 0.5, 1, 2, 5, 10, 20, 50, 100];

    private readonly double _stepSeconds = model.Rules.StepSeconds;

    /// <summary>Every table but the samples, the summary and the objectives.</summary>
    public void Write(Buckets record)
    {
        WriteHosts();
        WriteVms();
        if (model.Pools.Count > 0)
        {
            PoolTotals.Write(model, plan, collector, sink);
        }

        WriteCluster(record);
        WriteHeatmap();
        WriteReadyHistogram();
        WriteUnplaced();
    }

    private void WriteHosts()
    {
        using IRowWriter writer = sink.Open(Schemas.For(Schemas.Hosts, model.Memory is not null));
        for (int i = 0; i < model.Hosts.Count; i++)
        {
            HostSpec host = model.Hosts[i];
            HostRow row = collector.Hosts[i];
            writer.Text(host.Name);
            writer.Text(host.Type);
            writer.Integer(host.Cores);
            writer.Real(host.CapacityMhz);
            writer.Real(host.Memory.Mebibytes);
            writer.Real(row.VmsMax);
            writer.Real(row.UtilisationPct);
            writer.Real(row.UtilisationPctMax);
            writer.Real(row.DemandCoreHours);
            writer.Real(row.GrantedCoreHours);
            writer.Real(row.ReadyPct);
            writer.Real(row.EnergyKwh);
            writer.Real(row.OnHours);
            if (model.Memory is not null)
            {
                MemoryCells.Write(writer, collector.HostMemory[i] ?? new MemorySums(_stepSeconds));
            }

            writer.EndRow();
        }
    }

    private void WriteVms()
    {
        using IRowWriter writer = sink.Open(Schemas.For(Schemas.Vms, model.Memory is not null));
        foreach (VmArrival arrival in fleet.Arrivals)
        {
            int vm = arrival.Request.Vm;
            VmSpec spec = fleet.Vms[vm];
            VmTotals totals = collector.Vms[vm];
            HostSpec? host = plan.HostOf[vm] < 0 ? null : model.Hosts[plan.HostOf[vm]];
            double coreMhz = host?.CoreSpeed.Megahertz ?? double.NaN;
            double coreHours = _stepSeconds / 3600 / coreMhz;
            double steps = totals.Steps == 0 ? double.NaN : totals.Steps;
            writer.Text(fleet.Labels.Name(vm));
            writer.Text(host?.Name ?? "");
            writer.Text(fleet.Labels.Type(vm));
            writer.Integer(spec.Vcpus);
            writer.Real(spec.SizeMhz(coreMhz));
            writer.Real(spec.MemoryMib);
            writer.Real(arrival.FirstStep * _stepSeconds);
            writer.Real(arrival.EndStep * _stepSeconds);
            writer.Real(totals.DemandMhz * coreHours);
            writer.Real(totals.GrantedMhz * coreHours);
            writer.Real(totals.ReadyPct / steps);
            writer.Real(totals.Steps == 0 ? double.NaN : totals.ReadyPctMax);
            writer.Real(totals.CappedPct / steps);
            if (model.Memory is not null)
            {
                MemoryCells.Write(writer, collector.MemoryOf(vm));
            }

            writer.EndRow();
        }
    }

    private void WriteCluster(Buckets record)
    {
        ClusterSeries cluster = collector.Cluster;
        using IRowWriter writer = sink.Open(Schemas.For(Schemas.ClusterSamples, model.Memory is not null));
        for (int bucket = 0; bucket < record.Count; bucket++)
        {
            (int from, int to) = (record.Start(bucket), record.End(bucket));
            double Mean(double[] column) => ClusterSeries.Mean(column, from, to);
            double capacity = Mean(cluster.CapacityMhz);
            double vcpus = Mean(cluster.Vcpus);
            writer.Real(from * _stepSeconds);
            writer.Real(Mean(cluster.HostsOn));
            writer.Real(Mean(cluster.Vms));
            writer.Real(capacity);
            writer.Real(Mean(cluster.DemandMhz));
            writer.Real(Mean(cluster.GrantedMhz));
            writer.Real(capacity > 0 ? Mean(cluster.GrantedMhz) / capacity * 100 : 0);
            writer.Real(vcpus > 0 ? Mean(cluster.ReadyPcpus) / vcpus * 100 : 0);
            writer.Real(Mean(cluster.PowerWatts));
            writer.Real(Mean(cluster.MemoryMib));
            if (model.Memory is not null)
            {
                MemoryCells.Write(writer, MemorySums.Of(cluster, from, to, _stepSeconds));
            }

            writer.EndRow();
        }
    }

    // The busiest first; hosts of like load are averaged where there are more than a picture can show.
    private void WriteHeatmap()
    {
        int[] order =
        [
            .. Enumerable.Range(0, model.Hosts.Count)
                .Where(host => collector.HeatRows[host] is not null)
                .OrderByDescending(host => collector.Hosts[host].UtilisationPct)
                .ThenBy(host => host),
        ];
        int width = (order.Length + HeatRows - 1) / HeatRows;
        using IRowWriter writer = sink.Open(Schemas.HostHeatmap);
        for (int first = 0; first < order.Length; first += width)
        {
            int[] group = order[first..Math.Min(order.Length, first + width)];
            string last = group.Length == 1 ? "" : " ... " + model.Hosts[group[^1]].Name;
            string label = model.Hosts[group[0]].Name + last;
            for (int bucket = 0; bucket < collector.Heat.Count; bucket++)
            {
                float[] on = [.. group.Select(host => collector.HeatRows[host]![bucket]).Where(value => !float.IsNaN(value))];
                if (on.Length > 0)
                {
                    writer.Text(label);
                    writer.Real(collector.Heat.Start(bucket) * _stepSeconds);
                    writer.Real(Math.Round(on.Sum(value => (double)value) / on.Length, 2));
                    writer.EndRow();
                }
            }
        }
    }

    private void WriteReadyHistogram()
    {
        long[] counts = new long[ReadyEdges.Length - 1];
        foreach (VmTotals totals in collector.Vms.Where(vm => vm.Steps > 0))
        {
            int index = Array.FindLastIndex(ReadyEdges, edge => totals.ReadyPct / totals.Steps >= edge);
            counts[Math.Clamp(index, 0, counts.Length - 1)]++;
        }

        using IRowWriter writer = sink.Open(Schemas.VmReadyHistogram);
        for (int i = 0; i < counts.Length; i++)
        {
            writer.Real(ReadyEdges[i]);
            writer.Real(ReadyEdges[i + 1]);
            writer.Integer(counts[i]);
            writer.EndRow();
        }
    }

    private void WriteUnplaced()
    {
        using IRowWriter writer = sink.Open(Schemas.UnplacedVms);
        foreach (Unplaced refused in plan.Unplaced)
        {
            VmSpec vm = fleet.Vms[refused.Vm];
            writer.Text(fleet.Labels.Name(refused.Vm));
            writer.Real(refused.Step * _stepSeconds);
            writer.Integer(vm.Vcpus);
            writer.Real(vm.SizeMhz(double.NaN));
            writer.Real(vm.MemoryMib);
            writer.Text(refused.Reason);
            writer.EndRow();
        }
    }
}
