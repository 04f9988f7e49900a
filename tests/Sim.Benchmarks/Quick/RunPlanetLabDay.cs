using System;
using System.Collections.Generic;
using System.IO;
using Sim.Traces;
using Sim.Traces.Synthesis;

namespace Sim.Benchmarks.Quick;

/// <summary>The whole of <c>sim run scenarios/planetlab-dvfs.yaml</c> less the CPU time of <c>sim --help</c>.</summary>
internal sealed class RunPlanetLabDay : IQuickBenchmark
{
    private const int Rounds = 7;

    private static readonly string Scenario = Path.Combine(Places.Repository, "scenarios", "planetlab-dvfs.yaml");

    public string Name => "run-planetlab-day";

    public IEnumerable<QuickRow> Run()
    {
        string archive = Path.Combine(Places.Shared, "traces", "planetlab", "planetlab-20110303.tar.gz");
        if (!File.Exists(archive))
        {
            Console.Error.WriteLine($"{Name}: there is no {archive}; the row is left out");
            yield break;
        }

        using Scratch scratch = new();
        double start = SimProcess.Best(Rounds, "--help").CpuSeconds;
        double run = SimProcess.Best(Rounds, Arguments(archive, scratch.At("out"))).CpuSeconds;
        RunResult result = new(scratch.At("out"));
        double loop = Cost.CpuSeconds(Rounds, () => PlanetLabLoop.Kwh(archive));
        string kwh = Text.Of($"{result.Metric("energy_kwh"):F3} kWh (loop {PlanetLabLoop.Kwh(archive):F3})");
        yield return new QuickRow(Name, run - start, "CPU-s", "flat-loop-in-process", loop, kwh);
        yield return new QuickRow(Name, result.PeakMib, "MiB", "", double.NaN, kwh);
    }

    public TinyCheck Tiny()
    {
        using Scratch scratch = new();
        string archive = scratch.At("tiny.tar.gz");
        TraceWriter.Write(TraceGenerator.Generate(new TraceGeneratorOptions { Vms = 16 }), "planetlab", archive);
        SimProcess.Run(Arguments(archive, scratch.At("out")));
        double kwh = new RunResult(scratch.At("out")).Metric("energy_kwh");
        return new TinyCheck(Text.Of($"{kwh:F3} kWh"), Text.Of($"{PlanetLabLoop.Kwh(archive):F3} kWh"));
    }

    private static string[] Arguments(string archive, string folder) =>
        ["run", Scenario, "--quiet", "--out", folder, "--set", "workload.0.trace.path=" + archive];
}
