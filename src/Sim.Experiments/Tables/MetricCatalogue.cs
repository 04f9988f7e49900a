using System.Collections.Generic;
using System.Linq;
using Sim.Kernel;
using Sim.Kernel.Results;

namespace Sim.Experiments.Tables;

/// <summary>Every column of every result table, defined once: for CSV headers, the report's legend and <c>sim list metrics</c>.</summary>
public static class MetricCatalogue
{
    private static readonly OrderedDictionary<string, Column> ByName = Index(
    [
        Text("metric", "name of a metric of the whole run"),
        new Column("value", ColumnType.Real, "", "its value"),
        Text("unit", "its unit"),
        Text("slo", "service level objective as written in the scenario"),
        Text("met", "yes or no"),
        Text("host", "name of the host"),
        Text("vm", "name of the VM"),
        Text("type", "name of the hardware or VM type"),
        Text("pool", "name of the resource pool"),
        Text("parent", "name of the pool around it; empty for the host itself"),
        Text("reason", "what kept the VM from every host"),
        Whole("rank", "", "place in the list of the worst, from 1"),
        Whole("vms", "", "VMs on the host or in the cluster"),
        Whole("cores", "", "physical cores"),
        Whole("vcpus", "", "virtual CPUs"),
        Real("time_s", "s", "start of the interval, in seconds since the start of the run"),
        Real("start_s", "s", "when the VM starts"),
        Real("end_s", "s", "when the VM is gone or the run ends"),
        Real("hosts", "", "hosts there are"),
        Real("hosts_used", "", "hosts that had a VM at any time"),
        Real("hosts_on", "", "hosts switched on, on average over the interval"),
        Real("vms_mean", "", "VMs there, on average over the interval"),
        Real("vms_max", "", "most VMs at one time"),
        Real("vms_placed", "", "VMs that were given a host"),
        Real("vms_unplaced", "", "VMs that fitted on no host when they arrived"),
        Real("cpu_mhz", "MHz", "CPU size: all cores of the host, or all vCPUs of the VM at their speed"),
        Real("memory_mib", "MiB", "memory of the host, or configured memory of the VM"),
        Real("cpu_capacity_mhz", "MHz", "CPU of the hosts that are on"),
        Real("cpu_demand_mhz", "MHz", "CPU that VMs want, before any limit"),
        Real("cpu_granted_mhz", "MHz", "CPU that VMs get"),
        Real("cpu_demand_core_h", "core-h", "CPU wanted over the run, in hours of one core of the VM's host"),
        Real("cpu_granted_core_h", "core-h", "CPU got over the run, in hours of one core of the VM's host"),
        Real("cpu_utilisation_pct", "%", "CPU granted over the CPU of hosts that are on"),
        Real("cpu_utilisation_pct_max", "%", "largest CPU utilisation in one step"),
        Real("cpu_ready_pct", "%", "time a vCPU is ready to run but waits for a core, or for its pool's limit, in percent of the vCPU's time (estimate)"),
        Real("cpu_ready_pct_p95", "%", "95th percentile over VMs of their mean ready time"),
        Real("cpu_ready_pct_max", "%", "largest ready time: of a VM in one step; in the summary, of the VMs' means"),
        Real("cpu_capped_pct", "%", "time a vCPU is held by its VM's limit, in percent of the vCPU's time"),
        Real("energy_kwh", "kWh", "electrical energy of the hosts"),
        Real("power_w", "W", "electrical power of the hosts, on average over the interval"),
        Real("power_w_mean", "W", "electrical power of all hosts, on average over the run"),
        Real("power_w_max", "W", "largest electrical power of all hosts in one interval"),
        Real("host_on_h", "h", "hours that hosts are on"),
        Real("mem_allocated_mib", "MiB", "memory configured for the VMs there"),
        Real("mem_allocated_pct", "%", "memory configured for VMs over the memory of hosts that are on, on average"),
        Real("duration_h", "h", "simulated time that is counted, warm-up left out"),
        Real("trace_rows_skipped", "", "faulty trace rows left out (lenient reading)"),
        Real("cpu_ready_pct_from", "%", "lower end of the class, included"),
        Real("cpu_ready_pct_to", "%", "upper end of the class, not included (100 is)"),
    ]);

    /// <summary>All of them, in the order of this file.</summary>
    public static IReadOnlyCollection<Column> All => ByName.Values;

    /// <summary>The columns of those names.</summary>
    public static IReadOnlyList<Column> Of(params string[] names) => [.. names.Select(name => ByName[name])];

    /// <summary>The unit of a metric.</summary>
    public static string Unit(string name) => ByName[name].Unit;

    private static Column Text(string name, string definition) => new(name, ColumnType.Text, "", definition);

    private static Column Whole(string name, string unit, string definition) => new(name, ColumnType.Integer, unit, definition);

    private static Column Real(string name, string unit, string definition) => new(name, ColumnType.Real, unit, definition);

    private static OrderedDictionary<string, Column> Index(Column[] columns)
    {
        OrderedDictionary<string, Column> index = new(System.StringComparer.Ordinal);
        foreach (Column column in columns)
        {
            Check.That(index.TryAdd(column.Name, column));
        }

        return index;
    }
}
