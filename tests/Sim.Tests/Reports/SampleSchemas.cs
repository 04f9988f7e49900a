using System.Linq;
using Sim.Kernel.Results;

namespace Sim.Tests.Reports;

/// <summary>The tables that Sim.Experiments emits, as the report expects them.</summary>
internal static class SampleSchemas
{
    public static readonly TableSchema Summary = Table("summary", "One figure of the whole run", "metric:t", "value", "unit:t");

    public static readonly TableSchema Slo = Table("slo", "One service objective", "slo:t", "value", "met:t");

    public static readonly TableSchema Hosts = Table(
        "hosts", "One host over the whole run", "host:t", "type:t", "cores:i", "cpu_mhz", "memory_mib", "vms_max:i", "cpu_utilisation_pct",
        "cpu_utilisation_pct_max", "cpu_demand_core_h", "cpu_granted_core_h", "cpu_ready_pct", "energy_kwh", "host_on_h");

    public static readonly TableSchema Vms = Table(
        "vms", "One VM over the whole run", "vm:t", "host:t", "type:t", "vcpus:i", "cpu_mhz", "memory_mib", "start_s", "end_s",
        "cpu_demand_core_h", "cpu_granted_core_h", "cpu_ready_pct", "cpu_ready_pct_max", "cpu_capped_pct");

    public static readonly TableSchema ClusterSamples = Table(
        "cluster_samples", "The cluster in one recording interval", "time_s", "hosts_on:i", "vms:i", "cpu_capacity_mhz", "cpu_demand_mhz",
        "cpu_granted_mhz", "cpu_utilisation_pct", "cpu_ready_pct", "power_w", "mem_allocated_mib");

    public static readonly TableSchema HeatMap = Table("host_heatmap", "One host in one stretch of time", "host:t", "time_s", "cpu_utilisation_pct");

    public static readonly TableSchema Histogram = Table(
        "vm_ready_histogram", "VMs whose mean ready time is in a range", "cpu_ready_pct_from", "cpu_ready_pct_to", "vms:i");

    public static readonly TableSchema WorstVms = Table(
        "worst_vms", "One of the ten worst VMs in one interval", "rank:i", "vm:t", "time_s", "cpu_demand_mhz", "cpu_granted_mhz", "cpu_ready_pct");

    public static readonly TableSchema WorstHosts = Table(
        "worst_hosts", "One of the ten worst hosts in one interval", "rank:i", "host:t", "time_s", "cpu_demand_mhz", "cpu_granted_mhz",
        "cpu_utilisation_pct", "cpu_ready_pct");

    public static readonly TableSchema Unplaced = Table(
        "unplaced_vms", "One VM that no host could take", "vm:t", "time_s", "vcpus:i", "cpu_mhz", "memory_mib", "reason:t");

    /// <summary>A table whose columns are given as <c>name</c> (real), <c>name:i</c> (integer) or <c>name:t</c> (text).</summary>
    public static TableSchema Table(string name, string title, params string[] columns) => new(name, title, [.. columns.Select(Column)]);

    private static Column Column(string text)
    {
        string[] parts = text.Split(':');
        ColumnType type = parts.ElementAtOrDefault(1) switch
        {
            "t" => ColumnType.Text,
            "i" => ColumnType.Integer,
            _ => ColumnType.Real,
        };
        string unit = parts[0] switch
        {
            var n when n.Contains("_pct", System.StringComparison.Ordinal) => "%",
            var n when n.EndsWith("_mhz", System.StringComparison.Ordinal) => "MHz",
            var n when n.EndsWith("_mib", System.StringComparison.Ordinal) => "MiB",
            var n when n.EndsWith("_s", System.StringComparison.Ordinal) => "s",
            _ => "",
        };
        return new Column(parts[0], type, unit, $"The {parts[0].Replace('_', ' ')}.");
    }
}
