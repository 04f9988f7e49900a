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
        Real("mem_active_mib", "MiB", "working sets: memory that guests touch again and again, on average"),
        Real("mem_consumed_mib", "MiB", "machine memory that VMs account for: granted, less what sharing saves, and their compression caches"),
        Real("mem_granted_mib", "MiB", "guest memory backed by machine memory, its own or shared"),
        Real("mem_shared_mib", "MiB", "guest memory mapped to machine pages that several guest pages map"),
        Real("mem_shared_saved_mib", "MiB", "machine memory that sharing saves"),
        Real("mem_ballooned_mib", "MiB", "guest memory taken by balloons"),
        Real("mem_compressed_mib", "MiB", "guest memory in compression caches"),
        Real("mem_swapped_mib", "MiB", "guest memory in the host's swap"),
        Real("mem_swapped_mib_max", "MiB", "most guest memory in the host's swap at one time; in the summary, of all hosts together"),
        Real("mem_swap_in_mib_s", "MiB/s", "memory read from the host's swap in a second"),
        Real("mem_swap_out_mib_s", "MiB/s", "memory written to the host's swap in a second"),
        Real("mem_free_mib", "MiB", "machine memory of hosts that are on that nobody has"),
        Real("mem_reclaim_cpu_s", "s", "CPU time of the hypervisor for taking memory back: balloons, compression, writing to swap"),
        Real("mem_scan_cpu_s", "s", "CPU time of the hypervisor for looking for pages to share"),
        Real("mem_wait_pct", "%", "time a vCPU stands still for memory, in percent of the vCPU's time"),
        Real("mem_wait_core_h", "core-h", "vCPU time that stood still for memory, in hours"),
        Real("mem_lost_pct", "%", "work that memory left no time for, in percent of the work wanted"),
        Real("mem_slowdown", "", "time that work took with its waiting for memory, over the time without; 1: no slower; empty: it waited and never got to work; of a host, weighted by work"),
        Real("mem_slowdown_p95", "", "95th percentile over VMs of their slowdown by memory"),
        Real("mem_slowdown_max", "", "largest slowdown of a VM by memory"),
        Real("mem_clear_pct", "%", "time that hosts are in the state clear: large pages are broken up for sharing"),
        Real("mem_soft_pct", "%", "time that hosts are in the state soft: balloons take memory"),
        Real("mem_hard_pct", "%", "time that hosts are in the state hard: memory is compressed and swapped"),
        Real("mem_low_pct", "%", "time that hosts are in the state low: VMs above their target stand still"),
        Real("mem_faults_first_touch", "", "first touches: pages backed and cleared, small and large"),
        Real("mem_faults_copy_on_write", "", "writes to shared pages, which then got a copy of their own"),
        Real("mem_faults_swap_in", "", "pages read in from the host's swap"),
        Real("mem_faults_decompress", "", "pages taken out of the compression cache"),
        Real("mem_faults_guest_swap_in", "", "pages that the guest read from its own swap"),
        Real("mem_faults_cache_miss", "", "pages that the guest read from files again, since its page cache had to shrink"),
        Text("mechanism", "what vCPUs stood still for: first-touch, sharing (copies), balloon (the guest's own paging), compression, swap, translation (longer walks of page tables), blocked (no memory at all)"),
        Real("mem_lost_core_h", "core-h", "work that memory left no time for, in hours of one vCPU"),
        Real("mem_lost_first_touch_core_h", "core-h", "of that, laid to first touches"),
        Real("mem_lost_sharing_core_h", "core-h", "of that, laid to copies of shared pages"),
        Real("mem_lost_balloon_core_h", "core-h", "of that, laid to what guests read again because of balloons or their own reclaim"),
        Real("mem_lost_compression_core_h", "core-h", "of that, laid to decompression"),
        Real("mem_lost_swap_core_h", "core-h", "of that, laid to the host's swap"),
        Real("mem_lost_translation_core_h", "core-h", "of that, laid to translating addresses twice"),
        Real("mem_lost_blocked_core_h", "core-h", "of that, laid to standing still without memory, or by order of the ladder"),
        Real("cpu_wanted_pcpus", "pcpu", "CPU that its vCPUs were runnable for: run, ready, co-stopped or capped, in pCPUs"),
        Real("cpu_got_pcpus", "pcpu", "CPU that its vCPUs ran for, in pCPUs"),
        Real("cpu_fair_pcpus", "pcpu", "what weighted max-min among the VMs of the host would give it, in pCPUs"),
        Real("cpu_run_pct", "%", "time its vCPUs were on a pCPU, in percent of their time"),
        Real("cpu_costop_pct", "%", "time its vCPUs were held back for their siblings, in percent of their time"),
        Real("cpu_blocked_pct", "%", "time its vCPUs had nothing to do, in percent of their time"),
        Real("cpu_swapwait_pct", "%", "time vCPUs waited for pages of their memory, in percent of the vCPUs' time (esxtop: %SWPWT)"),
        Real("steal_pct", "%", "time its vCPUs were runnable without running, as the guest sees it: ready, co-stopped and capped"),
        Real("esxtop_rdy_pct", "%", "%RDY as esxtop shows it: ready and capped, summed over the VM's vCPUs"),
        Real("esxtop_cstp_pct", "%", "%CSTP as esxtop shows it, summed over the VM's vCPUs"),
        Real("wakeup_latency_us_p50", "us", "median time from a wake-up to running"),
        Real("wakeup_latency_us_p95", "us", "95th percentile of the time from a wake-up to running"),
        Real("wakeup_latency_us_p99", "us", "99th percentile of the time from a wake-up to running"),
        Real("wakeup_latency_us_p999", "us", "99.9th percentile of the time from a wake-up to running"),
        Real("response_time_ms_mean", "ms", "mean response time of the guest's requests, rounds or bursts"),
        Real("response_time_ms_p50", "ms", "median response time"),
        Real("response_time_ms_p95", "ms", "95th percentile of the response time"),
        Real("response_time_ms_p99", "ms", "99th percentile of the response time"),
        Real("response_time_ms_p999", "ms", "99.9th percentile of the response time"),
        Real("throughput_per_s", "1/s", "requests, rounds or bursts finished in a second"),
        Real("work_core_h", "core-h", "work done for guests, in hours of one core at nominal speed; spinning and overheads left out"),
        Real("jain_fairness", "", "Jain index of what each VM got over what weighted max-min would give it; 1 is fair"),
        Real("slowdown", "", "time that work took, waiting included, over the time it takes alone at nominal speed; the mean over VMs"),
        Real("slowdown_max", "", "largest slowdown of a VM"),
        Real("spin_pct", "%", "time spent spinning for locks and at barriers, in percent of the time on pCPUs"),
        Real("switch_overhead_pct", "%", "time spent on switches, cold caches and pause-loop exits, in percent of the time on pCPUs"),
        Real("longest_gap_ms", "ms", "longest time that a vCPU was runnable without running"),
        Real("context_switches_per_s", "1/s", "switches to another vCPU on a pCPU, in a second"),
        Real("vcpu_migrations_per_s", "1/s", "moves of a vCPU to another pCPU, in a second"),
        Real("preemptions_per_s", "1/s", "times that a vCPU lost its pCPU while it could go on, in a second"),
        Whole("lock_holder_preemptions", "", "times that a vCPU lost its pCPU while its thread held a lock"),
        Whole("pause_exits", "", "pause-loop exits"),
        Whole("scheduling_events", "", "decisions made by the vCPU schedulers"),
        Whole("vcpu", "", "number of the vCPU in its VM, from 0"),
        Whole("pcpu", "", "number of the pCPU in its host, from 0"),
        Whole("core", "", "number of the core in its host, from 0"),
        Whole("numa_node", "", "number of the NUMA node in its host, from 0"),
        Real("run_s", "s", "time on a pCPU"),
        Real("ready_s", "s", "time runnable, waiting for a pCPU"),
        Real("costop_s", "s", "time runnable, held back for siblings"),
        Real("capped_s", "s", "time runnable, held by a limit"),
        Real("blocked_s", "s", "time with nothing to do"),
        Real("swapwait_s", "s", "time waiting for pages of its memory"),
        Real("work_s", "s", "work done for the guest, in time at nominal speed"),
        Real("spin_s", "s", "time spinning"),
        Real("poll_s", "s", "time polling after a halt"),
        Real("tick_s", "s", "time on the guest's timer ticks"),
        Real("switch_overhead_s", "s", "time lost to switches, cold caches and pause-loop exits"),
        Whole("wakeups", "", "times it became runnable"),
        Whole("context_switches", "", "times it was put on a pCPU where another had run"),
        Whole("vcpu_migrations", "", "times it came to another pCPU"),
        Whole("preemptions", "", "times it lost its pCPU while it could go on"),
        Real("busy_pct", "%", "time that a vCPU was on it"),
        Text("kind", "wakeup or response"),
        Real("quantile", "", "share of the spans that are not longer"),
        Real("latency_us", "us", "the span"),
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
