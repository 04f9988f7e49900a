using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Kernel.Results;
using Sim.Reports.Results;

namespace Sim.Tests.Reports;

/// <summary>A made-up but plausible run: hosts with a daily cycle, a few of them too full, written through the sink as a run would.</summary>
internal sealed class SampleRun
{
    public int Hosts { get; init; } = 24;

    public int VmsPerHost { get; init; } = 12;

    public int Samples { get; init; } = 864;

    public int IntervalSeconds { get; init; } = 300;

    public int Columns { get; init; } = 288;

    public int Unplaced { get; init; } = 27;

    public string WorstVm { get; init; } = "vm-0007";

    private const double HostMhz = 16 * 2600.0;

    public void WriteTo(string path)
    {
        using ResultFolder folder = ResultFolder.Create(path);
        Summary(folder);
        Slo(folder);
        HostTotals(folder);
        VmTotals(folder);
        Cluster(folder);
        HeatMap(folder);
        Histogram(folder);
        WorstVms(folder);
        WorstHosts(folder);
        UnplacedVms(folder);
        folder.Commit(Manifest());
    }

    public static RunManifest Manifest() => new()
    {
        Name = "consolidation",
        Question = "Can 24 hosts carry these VMs at 4:1 vCPU overcommit without hurting anyone?",
        ToolVersion = "0.1.0+d41bfad",
        Command = "sim run scenarios/consolidation.yaml --out reports/consolidation --set hosts.0.count=24",
        Seed = 42,
        Scenario = "name: consolidation\nseed: 42\nresolution: interval\nduration: 3 d\nhosts:\n  - { name: g4, count: 24, type: hp-ml110-g4 }\nplacement: { policy: first-fit, overcommit: { cpu: 4, memory: 1.25 } }\n",
        BaseFolder = "/home/ada/scenarios",
        Inputs = [new InputFile("../traces/planetlab-like", 12_345_678, new string('a', 32) + new string('7', 32)), new InputFile("consolidation.yaml", 812, new string('c', 64))],
        Remarks =
        [
            new Remark("SIM1207", "warning", "The recording interval (5 min) is longer than the bursts of this workload; ready time is a lower bound. Run with --resolution event to see the tails."),
            new Remark("SIM1215", "note", "27 VMs could not be placed; the load of the hosts is lower than what was asked for."),
        ],
        Statistics = new RunStatistics
        {
            StartedUtc = "2026-11-23T18:00:00Z",
            WallSeconds = 1.93,
            CpuSeconds = 2.4,
            VmSamples = 248_832,
            AllocatedBytes = 120_000_000,
            PeakMemoryBytes = 180_000_000,
            Phases = [new PhaseTime("read", 0.4, 50_000_000), new PhaseTime("simulate", 1.1, 2_000_000), new PhaseTime("write", 0.3, 900_000)],
        },
    };

    private static string HostName(int host) => string.Create(CultureInfo.InvariantCulture, $"g4-{host + 1:00}");

    private string VmName(int vm) => vm == 6 ? WorstVm : string.Create(CultureInfo.InvariantCulture, $"vm-{vm + 1:0000}");

    /// <summary>A number in [0, 1) that depends on its arguments alone (the finaliser of SplitMix64, Steele et al. 2014).</summary>
    private static double Noise(int a, int b)
    {
        unchecked
        {
            ulong z = (((ulong)a << 32) ^ (uint)b) + 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }
    }

    private double Demand(int host, double seconds)
    {
        double day = Math.Sin((seconds / 86400 * 2 * Math.PI) - 2) * 0.28;
        double size = 0.95 - (0.55 * host / Hosts);
        return Math.Max(0.02, size + day + (0.16 * (Noise(host, (int)(seconds / IntervalSeconds)) - 0.5)));
    }

    private static double Used(double demand) => Math.Min(1, demand);

    private static double Ready(double demand) => demand <= 0.85 ? 0.3 * demand : 100 * (1 - (0.85 / demand)) * 0.6;

    private IEnumerable<double> Times => Enumerable.Range(0, Samples).Select(i => (double)i * IntervalSeconds);

    private static void Rows<T>(ResultFolder folder, TableSchema schema, IEnumerable<T> items, Action<IRowWriter, T> write)
    {
        using IRowWriter rows = folder.Open(schema);
        foreach (T item in items)
        {
            write(rows, item);
            rows.EndRow();
        }
    }

    private void Summary(ResultFolder folder)
    {
        double hours = Samples * IntervalSeconds / 3600.0;
        (string Metric, double Value, string Unit)[] figures =
        [
            ("hosts", Hosts, ""), ("hosts_used", Hosts - 1, ""), ("vms", Hosts * VmsPerHost, ""), ("vms_unplaced", Unplaced, ""),
            ("cpu_demand_core_h", 18433.2, "core-h"), ("cpu_granted_core_h", 18102.9, "core-h"), ("cpu_ready_pct", 1.87, "%"),
            ("cpu_ready_pct_p95", 8.31, "%"), ("cpu_ready_pct_max", 21.4, "%"), ("cpu_utilisation_pct", 64.2, "%"),
            ("cpu_utilisation_pct_max", 88.1, "%"), ("energy_kwh", 412.7, "kWh"), ("host_on_h", (Hosts - 2.4) * hours, "h"),
            ("power_w_mean", 5731.9, "W"), ("power_w_max", 7702, "W"), ("mem_allocated_pct", 71.3, "%"), ("duration_h", hours, "h"),
            ("trace_rows_skipped", 3, ""),
        ];
        Rows(folder, SampleSchemas.Summary, figures, (w, f) =>
        {
            w.Text(f.Metric);
            w.Real(f.Value);
            w.Text(f.Unit);
        });
    }

    private static void Slo(ResultFolder folder)
    {
        (string Slo, double Value, bool Met)[] slos =
            [("cpu_ready_pct.p95 <= 5", 8.31, false), ("swapped_mib.max == 0", 0, true), ("vms_unplaced <= 30", 27, true)];
        Rows(folder, SampleSchemas.Slo, slos, (w, s) =>
        {
            w.Text(s.Slo);
            w.Real(s.Value);
            w.Text(s.Met ? "true" : "false");
        });
    }

    private void HostTotals(ResultFolder folder) =>
        Rows(folder, SampleSchemas.Hosts, Enumerable.Range(0, Hosts), (w, host) =>
        {
            double mean = Times.Average(t => Used(Demand(host, t)));
            w.Text(HostName(host));
            w.Text("hp-ml110-g4");
            w.Integer(16);
            w.Real(2600);
            w.Real(65536);
            w.Integer(VmsPerHost);
            w.Real(100 * mean);
            w.Real(100 * Times.Max(t => Used(Demand(host, t))));
            w.Real(mean * 16 * 72);
            w.Real(mean * 16 * 71);
            w.Real(Times.Average(t => Ready(Demand(host, t))));
            w.Real(17 * mean);
            w.Real(72);
        });

    private void VmTotals(ResultFolder folder) =>
        Rows(folder, SampleSchemas.Vms, Enumerable.Range(0, Hosts * VmsPerHost), (w, vm) =>
        {
            double ready = vm >= 6 && vm % 5 == 1 && vm < 56 ? 9.4 - (vm / 8.0) : 20 * Math.Pow(Noise(vm, 99), 6);
            w.Text(VmName(vm));
            w.Text(HostName(vm / VmsPerHost));
            w.Text(vm % 3 == 0 ? "large" : "small");
            w.Integer(vm % 3 == 0 ? 4 : 2);
            w.Real(2500);
            w.Real(vm % 3 == 0 ? 8192 : 613);
            w.Real(0);
            w.Real(Samples * IntervalSeconds);
            w.Real(100 * Noise(vm, 1));
            w.Real(98 * Noise(vm, 1));
            w.Real(ready);
            w.Real(ready * 2.5);
            w.Real(0);
        });

    private void Cluster(ResultFolder folder) =>
        Rows(folder, SampleSchemas.ClusterSamples, Times, (w, time) =>
        {
            double[] demand = [.. Enumerable.Range(0, Hosts).Select(host => Demand(host, time))];
            int on = demand.Count(d => d > 0.14);
            double granted = demand.Sum(Used);
            w.Real(time);
            w.Integer(on);
            w.Integer(Hosts * VmsPerHost);
            w.Real(on * HostMhz);
            w.Real(demand.Sum() * HostMhz);
            w.Real(granted * HostMhz);
            w.Real(100 * granted / Hosts);
            w.Real(demand.Average(Ready));
            w.Real((on * 86) + (granted * 200));
            w.Real(1_100_000);
        });

    private void HeatMap(ResultFolder folder)
    {
        int step = Math.Max(1, Samples / Columns);
        IEnumerable<(int host, double time)> cells = from host in Enumerable.Range(0, Hosts) from time in Times.Where((_, i) => i % step == 0) select (host, time);
        Rows(folder, SampleSchemas.HeatMap, cells, (w, cell) =>
        {
            double demand = Demand(cell.host, cell.time);
            w.Text(HostName(cell.host));
            w.Real(cell.time);
            w.Real(demand < 0.14 ? double.NaN : 100 * Used(demand));
        });
    }

    private static void Histogram(ResultFolder folder)
    {
        (double From, double To, int Vms)[] bins =
            [(0, 0.5, 141), (0.5, 1, 62), (1, 2, 34), (2, 3, 17), (3, 5, 12), (5, 7.5, 9), (7.5, 10, 7), (10, 15, 4), (15, 20, 1), (20, 100, 1)];
        Rows(folder, SampleSchemas.Histogram, bins, (w, b) =>
        {
            w.Real(b.From);
            w.Real(b.To);
            w.Integer(b.Vms);
        });
    }

    private void WorstVms(ResultFolder folder)
    {
        IEnumerable<(int rank, double time)> rows = from rank in Enumerable.Range(0, 10) from time in Times select (rank, time);
        Rows(folder, SampleSchemas.WorstVms, rows, (w, row) =>
        {
            double demand = Demand(row.rank / 3, row.time) + (0.1 * Noise(row.rank, (int)row.time));
            w.Integer(row.rank + 1);
            w.Text(VmName((row.rank * 5) + 6));
            w.Real(row.time);
            w.Real(demand * 5000);
            w.Real(Used(demand) * 5000);
            w.Real(Ready(demand));
        });
    }

    private void WorstHosts(ResultFolder folder)
    {
        IEnumerable<(int rank, double time)> rows = from rank in Enumerable.Range(0, Math.Min(10, Hosts)) from time in Times select (rank, time);
        Rows(folder, SampleSchemas.WorstHosts, rows, (w, row) =>
        {
            double demand = Demand(row.rank, row.time);
            w.Integer(row.rank + 1);
            w.Text(HostName(row.rank));
            w.Real(row.time);
            w.Real(demand * HostMhz);
            w.Real(Used(demand) * HostMhz);
            w.Real(100 * Used(demand));
            w.Real(Ready(demand));
        });
    }

    private void UnplacedVms(ResultFolder folder) =>
        Rows(folder, SampleSchemas.Unplaced, Enumerable.Range(0, Unplaced), (w, i) =>
        {
            w.Text(string.Create(CultureInfo.InvariantCulture, $"big-{i + 1:000}"));
            w.Real(i * 3600);
            w.Integer(32);
            w.Real(2500);
            w.Real(262_144);
            w.Text(i % 2 == 0 ? "memory: 256 GiB wanted, at most 12.5 GiB left on a host" : "vCPUs: 32 wanted, hosts have 16 cores");
        });
}
