using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Traces;
using Sim.Experiments.Cores;
using Sim.Kernel.Plugins;

namespace Sim.Experiments.Validation.Core;

/// <summary>A trace of the championship in branch prediction 2025 on its own core, against its simulator.</summary>
internal static class TraceStudies
{
    private const string Trace = "traces/instr/cbp2025_sample_int_trace.gz";
    private const string Source = "github.com/ramisheikh/cbp2025, README and a run of it: 338,411 cycles, 264 mispredictions with its TAGE-SC-L of 64 KB";
    private const double Ipc = 2.9479;
    private const double Mispredictions = 264;

    /// <summary>The trace, where it is found: below the folder that SIM_SHARED names, or ../shared; null where it is not.</summary>
    public static string? Found
    {
        get
        {
            string? folder = Array.Find(
                [Environment.GetEnvironmentVariable("SIM_SHARED"), Path.Combine("..", "shared")],
                folder => folder is not null && File.Exists(Path.Combine(folder, Trace)));
            return folder is null ? null : Path.Combine(folder, Trace);
        }
    }

    /// <summary>The cases; not run where the trace is not here.</summary>
    public static IEnumerable<ValidationCase> Judge(string? path)
    {
        StudyMeasure ipc = new("IPC", Ipc, 10, Source);
        StudyMeasure wrong = new("conditional mispredictions", Mispredictions, 10, Source);
        if (path is null)
        {
            yield return NotRun(ipc);
            yield return NotRun(wrong);
            yield break;
        }

        PluginRegistry parts = Parts.Load();
        using FileStream file = File.OpenRead(path);
        using GZipStream unpacked = new(file, CompressionMode.Decompress);
        TraceRun run = new(CoreCatalogue.Get("cbp2025", parts), parts, new CbpReader(unpacked, path, hasBaseUpdates: true));
        run.Run(new TraceRunOptions());
        CoreMeasures found = run.Core.Measure();
        yield return ipc.Judge(Name, found.Ipc, "");
        yield return wrong.Judge(Name, found["conditional_mispredictions"], "");
    }

    private static string Name => "CBP 2025 sample, int";

    private static ValidationCase NotRun(StudyMeasure measure) =>
        measure.Judge(Name, double.NaN, "") with { Verdict = Verdict.NotRun, Reason = $"{Trace} is not here: set SIM_SHARED" };
}
