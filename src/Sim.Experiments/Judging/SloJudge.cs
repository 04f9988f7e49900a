using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Experiments.Building;
using Sim.Experiments.Events;
using Sim.Experiments.Recording;
using Sim.Experiments.Tables;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Interval;
using Sim.Kernel;
using Sim.Scenarios;
using Sim.Statistics;

namespace Sim.Experiments.Judging;

/// <summary>
/// Judges service level objectives. With an aggregate (<c>cpu_ready_pct.p95</c>) a metric is taken over its population: the VMs
/// where <c>vms.csv</c> has it, else the hosts where <c>hosts.csv</c> has it, else the cluster's steps. Without one it is
/// the whole run's value in <c>summary.csv</c>.
/// </summary>
internal sealed class SloJudge
{
    private static readonly string[] OfVms = ["cpu_ready_pct", "cpu_ready_pct_max", "cpu_capped_pct"];
    private static readonly string[] OfHosts = ["cpu_utilisation_pct", "cpu_utilisation_pct_max", "energy_kwh", "host_on_h", "vms_max"];
    private static readonly string[] OfCluster = ["power_w", "hosts_on", "cpu_demand_mhz", "cpu_granted_mhz", "mem_allocated_mib"];

    private static readonly string[] OfScheduledVms = ["cpu_costop_pct", "steal_pct", "wakeup_latency_us_p99", "response_time_ms_p99", "slowdown"];

    private readonly Collector _collector;
    private readonly EventDetails? _details;
    private readonly IReadOnlyList<Metric> _summary;
    private readonly int _warmup;

    public SloJudge(Collector collector, EventDetails? details, IReadOnlyList<Metric> summary, int warmupSteps)
    {
        _collector = collector;
        _details = details;
        _summary = summary;
        _warmup = warmupSteps;
    }

    /// <summary>Adds the faults of objectives that name no metric, so that a run is refused before it starts.</summary>
    public static void Check(LoadedScenario loaded, ICollection<InputError> faults)
    {
        for (int i = 0; i < loaded.Scenario.Slo.Count; i++)
        {
            Slo slo = loaded.Scenario.Slo[i];
            string[] summary = SummaryNames(loaded.Scenario);
            string[] populations = Populations(loaded.Scenario);
            string[] known = slo.Aggregate is null ? summary : populations;
            if (!known.Contains(slo.Metric, StringComparer.Ordinal))
            {
                faults.Add(loaded.Fault(string.Create(CultureInfo.InvariantCulture, $"slo[{i}]"), Unknown(slo, known, slo.Aggregate is null ? populations : summary)));
            }
        }
    }

    private static string Unknown(Slo slo, string[] known, string[] others)
    {
        bool whole = slo.Aggregate is null;
        string form = whole ? "a metric of the whole run" : "a metric of VMs, hosts or the cluster over time";
        string hint = others.Contains(slo.Metric, StringComparer.Ordinal)
            ? whole ? $"add an aggregate, as in '{slo.Metric}.max'" : $"it is one of the whole run: write '{slo.Metric}' alone"
            : Edits.Nearest(slo.Metric, known) is { } nearest ? $"did you mean '{nearest}'?" : "there are " + string.Join(", ", known);
        return $"'{slo.Metric}' is not {form}; {hint}";
    }

    private static string[] Populations(Scenario scenario) =>
    [
        .. OfVms, .. OfHosts, .. OfCluster,
        .. scenario.Resolution == Resolution.Event ? OfScheduledVms : [],
        .. MemoryParts.IsModelled(scenario) ? MemoryMetrics.VmNames.Union(MemoryMetrics.HostNames, StringComparer.Ordinal) : [],
    ];

    /// <summary>The names that an objective without an aggregate may use.</summary>
    private static string[] SummaryNames(Scenario scenario) =>
    [
        "hosts", "hosts_used", "vms_placed", "vms_unplaced", "vms_max", "cpu_demand_core_h", "cpu_granted_core_h",
        "cpu_utilisation_pct", "cpu_utilisation_pct_max", "cpu_ready_pct", "cpu_ready_pct_p95", "cpu_ready_pct_max",
        "mem_allocated_pct", "energy_kwh", "power_w_mean", "power_w_max", "host_on_h", "duration_h", "trace_rows_skipped",
        .. scenario.Resolution == Resolution.Event ? EventSummary.Names : [],
        .. MemoryParts.IsModelled(scenario) ? MemoryMetrics.SummaryNames : [],
    ];

    /// <summary>Judges one objective.</summary>
    public SloResult Judge(Slo slo)
    {
        double value = slo.Aggregate is { } aggregate
            ? Aggregate(Population(slo.Metric), aggregate)
            : _summary.First(metric => metric.Name == slo.Metric).Value;
        return new SloResult(slo.ToString(), value, slo.IsMetBy(value));
    }

    // Of nothing there is no value, and no objective is met by none: "p95 of ready time" must not pass because no VM ran.
    private static double Aggregate(double[] values, SloAggregate aggregate) => aggregate switch
    {
        _ when values.Length == 0 => double.NaN,
        SloAggregate.Mean => values.Average(),
        SloAggregate.Min => values.Min(),
        SloAggregate.Max => values.Max(),
        SloAggregate.Sum => values.Sum(),
        SloAggregate.P50 => Quantiles.Of(values, 0.50),
        SloAggregate.P90 => Quantiles.Of(values, 0.90),
        SloAggregate.P95 => Quantiles.Of(values, 0.95),
        _ => Quantiles.Of(values, 0.99),
    };

    private double[] Population(string metric) => metric switch
    {
        "cpu_ready_pct" => Summary.ReadyOfVms(_collector.Vms),
        "cpu_ready_pct_max" => OfVm(vm => vm.ReadyPctMax),
        "cpu_capped_pct" => OfVm(vm => vm.CappedPct / vm.Steps),
        "cpu_utilisation_pct" => OfHost(host => host.UtilisationPct),
        "cpu_utilisation_pct_max" => OfHost(host => host.UtilisationPctMax),
        "energy_kwh" => OfHost(host => host.EnergyKwh),
        "host_on_h" => OfHost(host => host.OnHours),
        "vms_max" => OfHost(host => host.VmsMax),
        "power_w" => _collector.Cluster.PowerWatts[_warmup..],
        "hosts_on" => _collector.Cluster.HostsOn[_warmup..],
        "cpu_demand_mhz" => _collector.Cluster.DemandMhz[_warmup..],
        "cpu_granted_mhz" => _collector.Cluster.GrantedMhz[_warmup..],
        "mem_allocated_mib" => _collector.Cluster.MemoryMib[_warmup..],
        "cpu_costop_pct" => OfScheduled(vm => vm.Pct(VcpuState.CoStopped)),
        "steal_pct" => OfScheduled(vm => vm.StealPct),
        "wakeup_latency_us_p99" => OfScheduled(vm => EventSummary.Micros(vm.WakeLatency, 0.99)),
        "response_time_ms_p99" => OfScheduled(vm => EventSummary.Millis(vm.Guest.Responses, 0.99)),
        "slowdown" => OfScheduled(vm => vm.Slowdown),
        _ when Array.Find(MemoryMetrics.OfVms, known => known.Name == metric) is { Of: { } ofVm } => [.. Summary.OfMemory(_collector).Select(ofVm).Where(double.IsFinite)],
        _ when Array.Find(MemoryMetrics.OfHosts, known => known.Name == metric) is { Of: { } ofHost } => [.. Enumerable.Range(0, _collector.Hosts.Length).Where(host => _collector.Hosts[host].VmsMax > 0).Select(host => ofHost(_collector.HostMemory[host]!))],
        _ => throw new InvariantException($"no population for {metric}"),
    };

    private double[] OfVm(Func<VmTotals, double> value) => [.. _collector.Vms.Where(vm => vm.Steps > 0).Select(value)];

    // A VM that never woke or answered nothing has no latency to judge.
    private double[] OfScheduled(Func<VmScheduling, double> value) => [.. _details!.Vms.Select(value).Where(double.IsFinite)];

    // Hosts that were never used are left out: a mean over them would flatter.
    private double[] OfHost(Func<HostRow, double> value) => [.. _collector.Hosts.Where(host => host.VmsMax > 0).Select(value)];
}
