using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Clusters.Interval;
using Sim.Clusters.Placement;
using Sim.Experiments.Building;
using Sim.Experiments.Recording;
using Sim.Experiments.Tables;
using Sim.Hosts.Interval;
using Sim.Statistics;

namespace Sim.Experiments.Judging;

/// <summary>The run in a few numbers.</summary>
internal static class Summary
{
    /// <summary>The metrics of <c>summary.csv</c>, in its order.</summary>
    public static IReadOnlyList<Metric> Of(ClusterModel model, PlacementPlan plan, Collector collector, Fleet fleet)
    {
        ClusterSeries cluster = collector.Cluster;
        int from = model.Rules.WarmupSteps;
        int to = model.Rules.Steps;
        double Mean(double[] column) => ClusterSeries.Mean(column, from, to);
        double Ratio(double over, double under) => under > 0 ? over / under * 100 : 0;
        double[] ready = ReadyOfVms(collector.Vms);
        (string Name, double Value)[] values =
        [
            ("hosts", model.Hosts.Count),
            ("hosts_used", collector.Hosts.Count(host => host.VmsMax > 0)),
            ("vms_placed", fleet.Arrivals.Count - plan.Unplaced.Count),
            ("vms_unplaced", plan.Unplaced.Count),
            ("vms_max", cluster.Vms.Length > from ? cluster.Vms.Skip(from).Max() : 0),
            ("cpu_demand_core_h", collector.Hosts.Sum(host => host.DemandCoreHours)),
            ("cpu_granted_core_h", collector.Hosts.Sum(host => host.GrantedCoreHours)),
            ("cpu_utilisation_pct", Ratio(Mean(cluster.GrantedMhz), Mean(cluster.CapacityMhz))),
            ("cpu_utilisation_pct_max", MaxRatio(cluster.GrantedMhz, cluster.CapacityMhz, from)),
            ("cpu_ready_pct", ready.Length == 0 ? double.NaN : Ratio(Mean(cluster.ReadyPcpus), Mean(cluster.Vcpus))),
            ("cpu_ready_pct_p95", ready.Length == 0 ? double.NaN : Quantiles.Of(ready, 0.95)),
            ("cpu_ready_pct_max", ready.Length == 0 ? double.NaN : ready.Max()),
            ("mem_allocated_pct", Ratio(Mean(cluster.MemoryMib), Mean(cluster.CapacityMib))),
            ("energy_kwh", collector.Hosts.Sum(host => host.EnergyKwh)),
            ("power_w_mean", Mean(cluster.PowerWatts)),
            ("power_w_max", cluster.PowerWatts.Length > from ? cluster.PowerWatts.Skip(from).Max() : 0),
            ("host_on_h", collector.Hosts.Sum(host => host.OnHours)),
            ("duration_h", (to - from) * model.Rules.StepSeconds / 3600),
            ("trace_rows_skipped", fleet.Findings.RowsSkipped),
        ];
        IEnumerable<(string Name, double Value)> memory = model.Memory is null ? [] : Memory(model, collector);
        return [.. values.Concat(memory).Select(metric => new Metric(metric.Name, metric.Value, MetricCatalogue.Unit(metric.Name)))];
    }

    private static IEnumerable<(string Name, double Value)> Memory(ClusterModel model, Collector collector)
    {
        MemorySums sums = MemorySums.Of(collector.Cluster, model.Rules.WarmupSteps, model.Rules.Steps, model.Rules.StepSeconds);
        VmMemory[] vms = OfMemory(collector);
        double[] slowdowns = [.. vms.Select(vm => vm.Totals.Slowdown).Where(double.IsFinite)];
        foreach ((string name, Func<MemorySums, double> of) in MemoryMetrics.OfHosts)
        {
            yield return (name, of(sums));
        }

        yield return ("mem_swapped_mib_max", collector.Cluster.Memory[(int)MemoryColumn.Swapped].Skip(model.Rules.WarmupSteps).DefaultIfEmpty(0).Max());
        yield return ("mem_slowdown_p95", slowdowns.Length == 0 ? double.NaN : Quantiles.Of(slowdowns, 0.95));
        yield return ("mem_slowdown_max", slowdowns.Length == 0 ? double.NaN : slowdowns.Max());
        foreach ((string name, Func<VmMemory, double> of) in MemoryMetrics.OfVms.Where(metric => metric.Name.StartsWith("mem_lost_", StringComparison.Ordinal) && metric.Name != "mem_lost_pct"))
        {
            yield return (name, vms.Sum(of));
        }
    }

    /// <summary>The memory of each VM that ran.</summary>
    public static VmMemory[] OfMemory(Collector collector) =>
        [.. Enumerable.Range(0, collector.Vms.Length).Select(collector.MemoryOf).Where(vm => vm.Totals.Steps > 0)];

    /// <summary>Mean ready time of each VM that ran.</summary>
    public static double[] ReadyOfVms(VmTotals[] vms) => [.. vms.Where(vm => vm.Steps > 0).Select(vm => vm.ReadyPct / vm.Steps)];

    private static double MaxRatio(double[] over, double[] under, int from)
    {
        double most = 0;
        for (int i = from; i < over.Length; i++)
        {
            most = Math.Max(most, under[i] > 0 ? over[i] / under[i] * 100 : 0);
        }

        return most;
    }
}
