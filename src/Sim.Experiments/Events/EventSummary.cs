using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Experiments.Judging;
using Sim.Experiments.Tables;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Measures;

namespace Sim.Experiments.Events;

/// <summary>An event run in a few numbers, beside those that an interval run has too.</summary>
internal static class EventSummary
{
    /// <summary>The names of the metrics, in the order of <c>summary.csv</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "cpu_costop_pct", "cpu_capped_pct", "cpu_swapwait_pct", "steal_pct",
        "wakeup_latency_us_p50", "wakeup_latency_us_p95", "wakeup_latency_us_p99", "wakeup_latency_us_p999",
        "response_time_ms_mean", "response_time_ms_p50", "response_time_ms_p95", "response_time_ms_p99", "response_time_ms_p999",
        "throughput_per_s", "work_core_h", "jain_fairness", "slowdown", "slowdown_max", "spin_pct", "switch_overhead_pct", "longest_gap_ms",
        "context_switches_per_s", "vcpu_migrations_per_s", "preemptions_per_s", "lock_holder_preemptions", "pause_exits", "scheduling_events",
    ];

    /// <summary>The metrics of a run.</summary>
    public static IEnumerable<Metric> Of(EventDetails details)
    {
        VmScheduling[] vms = details.Vms;
        double vcpuSeconds = vms.Sum(vm => vm.Vcpus * vm.Seconds);
        double seconds = vms.Select(vm => vm.Seconds).DefaultIfEmpty(double.NaN).First();
        double Pct(Func<VmScheduling, double> part) => 100 * vms.Sum(part) / vcpuSeconds;
        double Total(Func<VcpuMeasures, double> value) => vms.Sum(vm => vm.Sum(value));
        LatencyHistogram wake = details.WakeLatency;
        LatencyHistogram responses = details.Responses;
        double run = vms.Sum(vm => vm.In(VcpuState.Running));
        double[] slowdowns = [.. vms.Select(vm => vm.Slowdown).Where(double.IsFinite)];
        double[] values =
        [
            Pct(vm => vm.In(VcpuState.CoStopped)), Pct(vm => vm.In(VcpuState.Capped)), Pct(vm => vm.In(VcpuState.SwapWait)), Pct(vm => vm.Steal),
            Micros(wake, 0.5), Micros(wake, 0.95), Micros(wake, 0.99), Micros(wake, 0.999),
            MeanMillis(responses),
            Millis(responses, 0.5), Millis(responses, 0.95), Millis(responses, 0.99), Millis(responses, 0.999),
            responses.Count / seconds,
            Total(vcpu => vcpu.Work.Seconds) / 3600,
            Jain(vms),
            slowdowns.Length == 0 ? double.NaN : slowdowns.Average(),
            slowdowns.Length == 0 ? double.NaN : slowdowns.Max(),
            run > 0 ? 100 * Total(vcpu => vcpu.Spin.Seconds) / run : 0,
            run > 0 ? 100 * Total(vcpu => vcpu.Overhead.Seconds) / run : 0,
            1e3 * vms.SelectMany(vm => vm.Measures).Select(vcpu => vcpu.LongestGap.Seconds).DefaultIfEmpty(0).Max(),
            Total(vcpu => vcpu.Switches) / seconds,
            Total(vcpu => vcpu.Migrations) / seconds,
            Total(vcpu => vcpu.Preemptions) / seconds,
            Total(vcpu => vcpu.LockHolderPreemptions),
            Total(vcpu => vcpu.PauseExits),
            details.Hosts.Sum(host => (double)host.Outcome.Host.Picks),
        ];
        return Names.Zip(values, (name, value) => new Metric(name, value, MetricCatalogue.Unit(name)));
    }

    /// <summary>A quantile in microseconds; NaN without spans.</summary>
    public static double Micros(LatencyHistogram spans, double probability) => spans.Count == 0 ? double.NaN : spans.Quantile(probability).Nanoseconds / 1e3;

    /// <summary>The mean in milliseconds; NaN without spans.</summary>
    public static double MeanMillis(LatencyHistogram spans) => spans.Count == 0 ? double.NaN : spans.Mean.Seconds * 1e3;

    /// <summary>A quantile in milliseconds; NaN without spans.</summary>
    public static double Millis(LatencyHistogram spans, double probability) => Micros(spans, probability) / 1e3;

    // Jain, Chiu and Hawe, DEC TR-301, 1984: (sum x)^2 / (n sum x^2), of what each VM got over what it should have got.
    private static double Jain(VmScheduling[] vms)
    {
        double[] ratios = [.. vms.Where(vm => vm.Fair > 0).Select(vm => vm.Got / vm.Fair)];
        double sum = ratios.Sum();
        return ratios.Length == 0 ? double.NaN : sum * sum / (ratios.Length * ratios.Sum(ratio => ratio * ratio));
    }
}
