using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using Sim.Cli.Terminal;
using Sim.Experiments;
using Sim.Kernel.Results;
using Sim.Scenarios;
using Sim.Scenarios.Binding;

namespace Sim.Cli.Commands;

/// <summary>Keeps what a run's manifest says of the run itself: when, how long, how much, from which files.</summary>
internal sealed class RunBooks(string path, LoadedScenario loaded, long? seed)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly string _startedUtc = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Measures what comes after the experiment's own phases.</summary>
    public PhaseClock Clock { get; } = new();

    /// <summary>Sim's version, with the commit it was built from where that is known.</summary>
    public static string ToolVersion =>
        typeof(RunBooks).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The manifest as of now; its inputs are hashed, so make it once.</summary>
    public RunManifest Manifest(ExperimentOutcome outcome) => new()
    {
        Name = loaded.Scenario.Name,
        Question = Sentence(loaded.Question),
        ToolVersion = ToolVersion,
        Command = CommandText.Typed(),
        Seed = seed ?? loaded.Scenario.Seed,
        Resolution = EnumNames.Of(loaded.Scenario.Resolution),
        Scenario = loaded.ResolvedText,
        BaseFolder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "",
        Inputs = [.. loaded.Files.Where(File.Exists).Select(Hashed), .. outcome.Inputs],
        Costs = outcome.Costs,
        Tables = outcome.Tables,
        Remarks = outcome.Remarks,
        Statistics = Statistics(outcome),
    };

    /// <summary>What the run has cost as of now.</summary>
    public RunStatistics Statistics(ExperimentOutcome outcome)
    {
        using Process process = Process.GetCurrentProcess();
        return new RunStatistics
        {
            StartedUtc = _startedUtc,
            WallSeconds = Stopwatch.GetElapsedTime(_started).TotalSeconds,
            Phases = [.. outcome.Phases, .. Clock.Phases],
            VmSamples = outcome.VmSamples,
            Events = outcome.Events,
            AllocatedBytes = GC.GetTotalAllocatedBytes(),
            PeakMemoryBytes = process.PeakWorkingSet64,
            CpuSeconds = process.TotalProcessorTime.TotalSeconds,
        };
    }

    private static InputFile Hashed(string file)
    {
        byte[] bytes = File.ReadAllBytes(file);
        return new InputFile(file, bytes.LongLength, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
