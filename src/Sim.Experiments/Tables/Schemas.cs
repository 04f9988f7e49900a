using System;
using System.Collections.Generic;
using Sim.Kernel.Results;

namespace Sim.Experiments.Tables;

/// <summary>The tables of a result folder.</summary>
public static class Schemas
{
    /// <summary>The run in a few numbers.</summary>
    public static TableSchema Summary { get; } = Table("summary", "one row per metric of the whole run", "metric", "value", "unit");

    /// <summary>Objectives and whether they hold.</summary>
    public static TableSchema Slo { get; } = Table("slo", "one row per service level objective", "slo", "value", "met");

    /// <summary>Hosts over the run.</summary>
    public static TableSchema Hosts { get; } = Table(
        "hosts", "one row per host, totals over the run",
        "host", "type", "cores", "cpu_mhz", "memory_mib", "vms_max", "cpu_utilisation_pct", "cpu_utilisation_pct_max",
        "cpu_demand_core_h", "cpu_granted_core_h", "cpu_ready_pct", "energy_kwh", "host_on_h");

    /// <summary>VMs over the run.</summary>
    public static TableSchema Vms { get; } = Table(
        "vms", "one row per VM, totals over its stay",
        "vm", "host", "type", "vcpus", "cpu_mhz", "memory_mib", "start_s", "end_s", "cpu_demand_core_h", "cpu_granted_core_h",
        "cpu_ready_pct", "cpu_ready_pct_max", "cpu_capped_pct");

    /// <summary>Resource pools over the run; only written where the scenario has some.</summary>
    public static TableSchema Pools { get; } = Table(
        "pools", "one row per resource pool, totals of its VMs on all hosts, those of pools within it included",
        "pool", "parent", "vms", "cpu_demand_core_h", "cpu_granted_core_h", "cpu_ready_pct", "cpu_capped_pct");

    /// <summary>The cluster over time.</summary>
    public static TableSchema ClusterSamples { get; } = Table(
        "cluster_samples", "one row per recording interval, all hosts together",
        "time_s", "hosts_on", "vms_mean", "cpu_capacity_mhz", "cpu_demand_mhz", "cpu_granted_mhz", "cpu_utilisation_pct",
        "cpu_ready_pct", "power_w", "mem_allocated_mib");

    /// <summary>Hosts over time.</summary>
    public static TableSchema HostSamples { get; } = Table(
        "host_samples", "one row per host and recording interval in which it is on, host by host",
        "time_s", "host", "vms_mean", "cpu_demand_mhz", "cpu_granted_mhz", "cpu_utilisation_pct", "cpu_ready_pct", "power_w");

    /// <summary>VMs over time.</summary>
    public static TableSchema VmSamples { get; } = Table(
        "vm_samples", "one row per VM and recording interval of its stay, host by host and VM by VM",
        "time_s", "vm", "cpu_demand_mhz", "cpu_granted_mhz", "cpu_ready_pct", "cpu_capped_pct");

    /// <summary>Utilisation of hosts over time, reduced to what a picture shows.</summary>
    public static TableSchema HostHeatmap { get; } = Table(
        "host_heatmap", "one row per host (or group of hosts of like load) and part of the run; the busiest hosts first",
        "host", "time_s", "cpu_utilisation_pct");

    /// <summary>How ready time is spread over VMs.</summary>
    public static TableSchema VmReadyHistogram { get; } = Table(
        "vm_ready_histogram", "one row per class of mean ready time", "cpu_ready_pct_from", "cpu_ready_pct_to", "vms");

    /// <summary>Time lines of the worst VMs.</summary>
    public static TableSchema WorstVms { get; } = Table(
        "worst_vms", "one row per interval of each of the VMs with the most ready time",
        "rank", "vm", "time_s", "cpu_demand_mhz", "cpu_granted_mhz", "cpu_ready_pct");

    /// <summary>Time lines of the worst hosts.</summary>
    public static TableSchema WorstHosts { get; } = Table(
        "worst_hosts", "one row per interval of each of the hosts with the most ready time",
        "rank", "host", "time_s", "cpu_demand_mhz", "cpu_granted_mhz", "cpu_utilisation_pct", "cpu_ready_pct");

    /// <summary>VMs without a host.</summary>
    public static TableSchema UnplacedVms { get; } = Table(
        "unplaced_vms", "one row per VM that fitted on no host", "vm", "time_s", "vcpus", "cpu_mhz", "memory_mib", "reason");

    /// <summary>What each mechanism cost whom; only where memory is modelled.</summary>
    public static TableSchema MemoryLosses { get; } = Table(
        "memory_losses", "what waiting for memory cost: a row for all VMs together (rank 0) and each of the VMs that lost most, by reason",
        "mechanism", "rank", "vm", "vms", "mem_wait_core_h", "mem_lost_core_h", "mem_lost_pct");

    /// <summary>The VMs that paid most for memory; only where memory is modelled.</summary>
    public static TableSchema WorstMemoryVms { get; } = Table(
        "worst_memory_vms", "one row per VM that memory cost most of its work, worst first",
        ["rank", "vm", "host", "type", "memory_mib", .. MemoryMetrics.VmNames]);

    /// <summary>What scheduling did to each VM; only at event resolution.</summary>
    public static TableSchema VmScheduling { get; } = Table(
        "vm_scheduling", "one row per VM, host by host: what scheduling did to it",
        "vm", "host", "vcpus", "cpu_wanted_pcpus", "cpu_got_pcpus", "cpu_fair_pcpus", "cpu_run_pct", "cpu_ready_pct", "cpu_costop_pct", "cpu_capped_pct",
        "cpu_blocked_pct", "cpu_swapwait_pct", "steal_pct", "esxtop_rdy_pct", "esxtop_cstp_pct", "wakeup_latency_us_p50", "wakeup_latency_us_p99",
        "response_time_ms_mean", "response_time_ms_p50", "response_time_ms_p99", "response_time_ms_p999", "throughput_per_s", "slowdown");

    /// <summary>What each vCPU did; only at event resolution.</summary>
    public static TableSchema Vcpus { get; } = Table(
        "vcpus", "one row per vCPU; run, ready, co-stopped, capped and blocked add up to the time measured",
        "vm", "vcpu", "host", "run_s", "ready_s", "costop_s", "capped_s", "blocked_s", "swapwait_s", "work_s", "spin_s", "poll_s", "tick_s", "switch_overhead_s",
        "wakeup_latency_us_p50", "wakeup_latency_us_p95", "wakeup_latency_us_p99", "wakeup_latency_us_p999", "longest_gap_ms", "wakeups",
        "context_switches", "vcpu_migrations", "preemptions", "lock_holder_preemptions", "pause_exits");

    /// <summary>What each pCPU did; only at event resolution.</summary>
    public static TableSchema Pcpus { get; } = Table(
        "pcpus", "one row per pCPU", "host", "pcpu", "core", "numa_node", "busy_pct", "context_switches");

    /// <summary>Distributions of latencies; only at event resolution.</summary>
    public static TableSchema LatencyCdf { get; } = Table(
        "latency_cdf", "quantiles of wake-up latency and response time, of all VMs together and of those with the longest tails",
        "vm", "kind", "quantile", "latency_us");

    /// <summary>What every vCPU of a host did, state by state; only where <c>record.timeline</c> asks for it.</summary>
    public static TableSchema Timeline => TimelineTable.Schema;

    /// <summary>Those that only a run at event resolution has.</summary>
    public static IReadOnlyList<TableSchema> OfEvents => [VmScheduling, Vcpus, Pcpus, LatencyCdf, Timeline];

    /// <summary>Those that only a run with memory has.</summary>
    public static IReadOnlyList<TableSchema> OfMemory => [MemoryLosses, WorstMemoryVms];

    /// <summary>All of them, with all the columns that they can have.</summary>
    public static IReadOnlyList<TableSchema> All =>
    [
        Summary, Slo, For(Hosts, true), For(Vms, true), Pools, For(ClusterSamples, true), For(HostSamples, true), For(VmSamples, true), HostHeatmap, VmReadyHistogram, WorstVms, WorstHosts,
        UnplacedVms, .. OfMemory, .. OfEvents,
    ];

    /// <summary>The table as a run writes it: with the columns of memory where that is modelled.</summary>
    public static TableSchema For(TableSchema table, bool memory)
    {
        ArgumentNullException.ThrowIfNull(table);
        return memory ? table with { Columns = [.. table.Columns, .. MetricCatalogue.Of(MemoryOf(table))] } : table;
    }

    private static string[] MemoryOf(TableSchema table) => table.Name switch
    {
        "hosts" or "host_samples" or "cluster_samples" => MemoryMetrics.HostNames,
        "vms" => MemoryMetrics.VmNames,
        "vm_samples" => MemoryMetrics.VmSampleNames,
        _ => [],
    };

    private static TableSchema Table(string name, string title, params string[] columns) => new(name, title, MetricCatalogue.Of(columns));
}
