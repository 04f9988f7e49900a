using System;
using System.Linq;
using Sim.Experiments.Recording;
using Sim.Hosts.Interval;
using Sim.Hosts.Memory;

namespace Sim.Experiments.Tables;

/// <summary>The metrics of memory, in the order of their columns: tables, summary and objectives all read this list.</summary>
internal static class MemoryMetrics
{
    private const double SecondsPerHour = 3600;

    /// <summary>What a vCPU may stand still for, as <c>memory_losses</c> names it.</summary>
    public static readonly (string Name, Func<MemoryStalls, double> Of)[] Mechanisms =
    [
        ("first-touch", stalls => stalls.FirstTouch),
        ("sharing", stalls => stalls.Sharing),
        ("balloon", stalls => stalls.Balloon),
        ("compression", stalls => stalls.Compression),
        ("swap", stalls => stalls.Swap),
        ("translation", stalls => stalls.Translation),
        ("blocked", stalls => stalls.Blocked),
    ];

    /// <summary>Amounts of memory, alike for VMs, hosts and the cluster.</summary>
    private static readonly (string Name, MemoryColumn Column)[] Amounts =
    [
        ("mem_active_mib", MemoryColumn.Active),
        ("mem_consumed_mib", MemoryColumn.Consumed),
        ("mem_granted_mib", MemoryColumn.Granted),
        ("mem_shared_mib", MemoryColumn.Shared),
        ("mem_shared_saved_mib", MemoryColumn.Saved),
        ("mem_ballooned_mib", MemoryColumn.Ballooned),
        ("mem_compressed_mib", MemoryColumn.Compressed),
        ("mem_swapped_mib", MemoryColumn.Swapped),
        ("mem_swap_in_mib_s", MemoryColumn.SwapIn),
        ("mem_swap_out_mib_s", MemoryColumn.SwapOut),
    ];

    /// <summary>Columns that hosts, the cluster over time and the summary have.</summary>
    public static readonly (string Name, Func<MemorySums, double> Of)[] OfHosts =
    [
        .. Amounts.Select(amount => (amount.Name, (Func<MemorySums, double>)(sums => sums.Mean(amount.Column)))),
        ("mem_free_mib", sums => sums.Mean(MemoryColumn.Free)),
        ("mem_reclaim_cpu_s", sums => sums.Sum(MemoryColumn.ReclaimCpu)),
        ("mem_scan_cpu_s", sums => sums.Sum(MemoryColumn.ScanCpu)),
        ("mem_wait_pct", sums => sums.VcpuSteps > 0 ? sums.Sum(MemoryColumn.Stalled) / (sums.VcpuSteps * sums.StepSeconds) * 100 : 0),
        ("mem_lost_pct", sums => Pct(sums.Sum(MemoryColumn.Wanted) - sums.Sum(MemoryColumn.Done), sums.Sum(MemoryColumn.Wanted))),
        ("mem_slowdown", sums => sums.Sum(MemoryColumn.Done) > 0 ? 1 + (sums.Sum(MemoryColumn.Stalled) / sums.Sum(MemoryColumn.Done)) : 1),
        ("mem_clear_pct", sums => sums.StatePct(MemoryColumn.Clear)),
        ("mem_soft_pct", sums => sums.StatePct(MemoryColumn.Soft)),
        ("mem_hard_pct", sums => sums.StatePct(MemoryColumn.Hard)),
        ("mem_low_pct", sums => sums.StatePct(MemoryColumn.Low)),
    ];

    /// <summary>Columns that VMs have over time.</summary>
    public static readonly (string Name, MemoryColumn Column)[] OfVmSamples = Amounts;

    /// <summary>Columns that VMs have for the whole run.</summary>
    public static readonly (string Name, Func<VmMemory, double> Of)[] OfVms =
    [
        .. Amounts.Select(amount => (amount.Name, (Func<VmMemory, double>)(vm => vm.Mean(amount.Column)))),
        ("mem_swapped_mib_max", vm => vm.Totals.SwappedMibMax),
        ("mem_faults_first_touch", vm => vm.Totals.Faults.FirstTouch + vm.Totals.Faults.FirstTouchLarge),
        ("mem_faults_copy_on_write", vm => vm.Totals.Faults.CopyOnWrite),
        ("mem_faults_swap_in", vm => vm.Totals.Faults.SwapIn),
        ("mem_faults_decompress", vm => vm.Totals.Faults.Decompress),
        ("mem_faults_guest_swap_in", vm => vm.Totals.Faults.GuestSwapIn),
        ("mem_faults_cache_miss", vm => vm.Totals.Faults.CacheMiss),
        ("mem_wait_pct", vm => vm.WaitPct),
        ("mem_lost_pct", vm => vm.LostPct),
        ("mem_slowdown", vm => vm.Totals.Slowdown),
        ("mem_lost_core_h", vm => vm.Totals.Lost.Sum / SecondsPerHour),
        .. Mechanisms.Select(mechanism => (
            LostBy(mechanism.Name), (Func<VmMemory, double>)(vm => mechanism.Of(vm.Totals.Lost) / SecondsPerHour))),
    ];

    /// <summary>Names of the columns that hosts and the cluster over time have.</summary>
    public static string[] HostNames => [.. OfHosts.Select(metric => metric.Name)];

    /// <summary>Names of the columns that VMs have.</summary>
    public static string[] VmNames => [.. OfVms.Select(metric => metric.Name)];

    /// <summary>Names of the columns that VMs have over time.</summary>
    public static string[] VmSampleNames => [.. OfVmSamples.Select(metric => metric.Name), "mem_wait_pct", "mem_slowdown"];

    /// <summary>Metrics of the whole run that are not those of hosts, added up: over VMs, or the largest over time.</summary>
    public static string[] SummaryNames =>
    [
        .. HostNames, "mem_swapped_mib_max", "mem_slowdown_p95", "mem_slowdown_max", "mem_lost_core_h", .. Mechanisms.Select(mechanism => LostBy(mechanism.Name)),
    ];

    /// <summary>The column of work lost to a mechanism.</summary>
    public static string LostBy(string mechanism) => $"mem_lost_{mechanism.Replace('-', '_')}_core_h";

    private static double Pct(double part, double whole) => whole > 0 ? part / whole * 100 : 0;
}
