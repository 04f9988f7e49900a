using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Schedulers;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>Prints what the model predicts, to be measured on a real kernel.</summary>
[TestFixture]
[Explicit("Prints a table.")]
public sealed class EevdfPredictions
{
    private static readonly (string Name, Func<CpuBench, int> Build)[] Mixes =
    [
        ("hogs nice 0, 0", bench => Hogs(bench, 0, 0)),
        ("hogs nice 0, 5", bench => Hogs(bench, 0, 5)),
        ("hogs nice 0, 2, 4", bench => Hogs(bench, 0, 2, 4)),
        ("hog + 1/10 ms", bench => Hogs(bench, 0) + Late(bench, 1, 10)),
        ("hog + 5/10 ms", bench => Hogs(bench, 0) + Late(bench, 5, 10)),
        ("2 hogs + 1/10 ms", bench => Hogs(bench, 0, 0) + Late(bench, 1, 10)),
        ("quota 30 % alone", bench => Capped(bench)),
        ("quota 30 % + hog", bench => Capped(bench) + Hogs(bench, 0)),
    ];

    [Test]
    public void Table([Values(4, 1)] int tickMs, [Values(1, 2, 8)] int scale)
    {
        foreach ((string name, Func<CpuBench, int> build) in Mixes)
        {
            CpuBench bench = new(new Eevdf(new EevdfOptions { Tick = Duration.FromMilliseconds(tickMs), ScaleCpus = scale }), 1);
            int vms = build(bench);
            CpuHost host = bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(2));
            string shares = string.Join(" / ", Enumerable.Range(0, vms).Select(vm => string.Create(CultureInfo.InvariantCulture, $"{bench.Cores(vm) * 100:F2}")));
            string latency = string.Join(", ", Enumerable.Range(0, vms).Where(vm => host.MeasuresOf(vm).WakeLatency.Count > 0).Select(vm => Latency(host.MeasuresOf(vm))));
            TestContext.Out.WriteLine($"| {tickMs} | {scale} | {name} | {shares} | {latency} | {Gaps(host, vms)} |");
        }
    }

    private static string Gaps(CpuHost host, int vms) =>
        string.Join(" / ", Enumerable.Range(0, vms).Select(vm => string.Create(CultureInfo.InvariantCulture, $"{host.MeasuresOf(vm).LongestGap.Seconds * 1e3:F1}")));

    private static string Latency(VcpuMeasures measures) => string.Create(
        CultureInfo.InvariantCulture, $"{measures.WakeLatency.Quantile(0.5).Seconds * 1e3:F2} / {measures.WakeLatency.Quantile(0.99).Seconds * 1e3:F2}");

    private static int Hogs(CpuBench bench, params int[] nices)
    {
        foreach (int nice in nices)
        {
            bench.Hog(new VcpuClaim { Nice = nice });
        }

        return nices.Length;
    }

    // Not in step with the tick: 10.007 ms.
    private static int Late(CpuBench bench, int workMs, int periodMs)
    {
        bench.Periodic(Duration.FromMilliseconds(workMs), Duration.FromNanoseconds((periodMs * 1_000_000L) + 7_000), Duration.FromNanoseconds(1_370_000), new VcpuClaim { Nice = 0 });
        return 1;
    }

    private static int Capped(CpuBench bench)
    {
        bench.Hog(new VcpuClaim { Nice = 0, Limit = 0.3 });
        return 1;
    }
}
