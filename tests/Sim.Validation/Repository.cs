using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments;
using Sim.Kernel.Results;
using Sim.Scenarios;

namespace Sim.Validation;

/// <summary>Finds the repository and its real traces, and runs its scenarios.</summary>
internal static class Repository
{
    /// <summary>The folder of Sim.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder under shared/; the test is ignored where it is absent.</summary>
    public static string Shared(string relative)
    {
        string folder = Environment.GetEnvironmentVariable("SIM_SHARED") ?? Path.Combine(Root, "..", "shared");
        string path = Path.GetFullPath(Path.Combine(folder, relative));
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Assert.Ignore($"{path} is absent; set SIM_SHARED to the folder of real traces");
        }

        return path;
    }

    /// <summary>Runs a scenario of the repository and gives the metrics of its summary.</summary>
    public static OrderedDictionary<string, double> Run(string scenario, params string[] sets)
    {
        LoadedScenario loaded = ScenarioFile.Load(Path.Combine(Root, "scenarios", scenario), sets);
        RunOptions options = new() { Parts = Parts.Load(), Threads = 2, Verify = true };
        ExperimentOutcome outcome = Experiment.Run(loaded, options, new MemoryResultSink());
        return new OrderedDictionary<string, double>(
            outcome.Summary.Select(metric => KeyValuePair.Create(metric.Name, metric.Value)), StringComparer.Ordinal);
    }

    private static string FindRoot()
    {
        string? folder = TestContext.CurrentContext.TestDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Sim.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("no Sim.sln above the tests");
    }
}
