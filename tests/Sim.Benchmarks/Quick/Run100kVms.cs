using System.Collections.Generic;
using System.IO;

namespace Sim.Benchmarks.Quick;

/// <summary>
/// Whole <c>sim run</c>s of 1,000, 10,000 and 100,000 generated VMs over 30 days at 5 minutes: generate, place, replay, write,
/// report. Each is compared with ten times the one before: a ratio of 1 is linear cost, less is better.
/// </summary>
internal sealed class Run100kVms : IQuickBenchmark
{
    private const double LimitMib = 8192;
    private const int VmsPerHost = 25;

    // Found by this benchmark on 2026-11-23: with the seed given, generator, placement and replay have one right answer.
    private const string TinyChecksum = "28800 VM-samples 100 placed 10.281 kWh";

    public string Name => "run-100k-vms";

    public IEnumerable<QuickRow> Run()
    {
        using Scratch scratch = new();
        (string Name, string Ten, int Vms)[] sizes =
        [
            ("run-1k-vms", "", 1000), ("run-10k-vms", "10x-run-1k-vms", 10_000), (Name, "10x-run-10k-vms", 100_000),
        ];
        double start = SimProcess.Run("--help").CpuSeconds;
        double before = double.NaN;
        foreach ((string name, string ten, int vms) in sizes)
        {
            (ProcessCost cost, RunResult result) = Simulate(scratch, vms, "30 d");
            double cpu = cost.CpuSeconds - start;
            string checksum = Checksum(result);
            yield return new QuickRow(name, cpu, "CPU-s", ten, 10 * before, checksum);
            yield return new QuickRow(name, cost.WallSeconds, "s", "", double.NaN, checksum);
            yield return new QuickRow(name, result.PeakMib, "MiB", "limit", LimitMib, checksum);
            before = cpu;
        }
    }

    public TinyCheck Tiny()
    {
        using Scratch scratch = new();
        return new TinyCheck(Checksum(Simulate(scratch, 100, "1 d").Result), TinyChecksum);
    }

    private static (ProcessCost Cost, RunResult Result) Simulate(Scratch scratch, int vms, string span)
    {
        string scenario = scratch.At("scenario.yaml");
        string folder = scratch.At("out");
        File.WriteAllText(scenario, Scenario(vms, span));
        ProcessCost cost = SimProcess.Run("run", scenario, "--quiet", "--out", folder);
        return (cost, new RunResult(folder));
    }

    private static string Scenario(int vms, string span) => Text.Of($$"""
        name: synthetic
        workload:
          - synthetic: { vms: {{vms}}, span: {{span}}, interval: 5 min }
        hosts:
          - { name: host, count: {{vms / VmsPerHost}}, type: { extends: dell-r720-e5-2670, memory: 512 GiB } }
        placement: { policy: first-fit, overcommit: { cpu: 8, memory: 1 } }
        record: { interval: 1 h, samples: [hosts] }
        """);

    private static string Checksum(RunResult result) => Text.Of(
        $"{result.VmSamples} VM-samples {result.Metric("vms_placed"):F0} placed {result.Metric("energy_kwh"):F3} kWh");
}
