using System;
using Sim.Experiments.Comparing;
using Sim.Kernel.Results;
using Sim.Reports.Results;

namespace Sim.Tests.Reports;

/// <summary>A made-up comparison of three schedulers that has everything a report can show.</summary>
internal static class SampleComparison
{
    private const string Hostile = "<img src=x onerror=\"document.title='pwned'\">";
    private static readonly string[] Variants = ["scheduler=credit2", "scheduler=eevdf", "scheduler=" + Hostile];

    /// <summary>The ids of its charts in the page's order.</summary>
    public static string[] Charts =>
    [
        "compare-throughput-per-s", "compare-response-time-ms-p99", "compare-energy-kwh", "compare-jain-fairness",
        "compare-throughput-per-s-response-time-ms-p99", "latency-wakeup", "latency-response",
    ];

    /// <summary>Writes its result folder, the report excepted.</summary>
    public static void WriteTo(string path)
    {
        using ResultFolder folder = ResultFolder.Create(path);
        using (IRowWriter rows = folder.Open(ComparisonTables.Found))
        {
            Metric(rows, "energy_kwh", "kWh", [120, 120, 118], 2, ["baseline", "identical", "not-shown"]);
            Metric(rows, "throughput_per_s", "1/s", [4000, 4300, 4100], 60, ["baseline", "differs", "differs"]);
            Metric(rows, "response_time_ms_p99", "ms", [12, 8, 9.5], 0.6, ["baseline", "differs", "always"]);
            Metric(rows, "jain_fairness", "", [0.9, 0.97, 0.95], 0.01, ["baseline", "differs", "differs"]);
            Metric(rows, "hosts", "", [4, 4, 4], 0, ["baseline", "identical", "identical"]);
            Metric(rows, "cpu_demand_core_h", "core-h", [40, 40, 40], 3, ["baseline", "identical", "identical"]);
        }

        using (IRowWriter rows = folder.Open(ComparisonTables.Latencies))
        {
            Latencies(rows, "wakeup", 20);
            Latencies(rows, "response", 3000);
        }

        folder.Commit(SampleRun.Manifest() with { Name = "schedulers-compare", Remarks = [] });
    }

    private static void Metric(IRowWriter rows, string metric, string unit, double[] means, double half, string[] findings)
    {
        for (int v = 0; v < means.Length; v++)
        {
            bool known = v > 0;
            double difference = known ? means[v] - means[0] : double.NaN;
            rows.Text(metric);
            rows.Text(unit);
            rows.Text(Variants[v]);
            rows.Real(means[v]);
            rows.Real(means[v] - half);
            rows.Real(means[v] + half);
            rows.Integer(8);
            rows.Real(difference);
            rows.Real(difference - half);
            rows.Real(difference + half);
            rows.Real(known ? 0.01 : double.NaN);
            rows.Real(known ? 0.02 : double.NaN);
            rows.Text("abc"[v].ToString());
            rows.Text(findings[v]);
            rows.Real(0.95);
            rows.EndRow();
        }
    }

    private static void Latencies(IRowWriter rows, string kind, double median)
    {
        for (int v = 0; v < Variants.Length; v++)
        {
            foreach (double quantile in new[] { 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1 })
            {
                rows.Text(Variants[v]);
                rows.Text(kind);
                rows.Real(quantile);
                rows.Real(median * (1 + (0.3 * v)) * Math.Pow(1.0001 - quantile, -0.5));
                rows.EndRow();
            }
        }
    }
}
