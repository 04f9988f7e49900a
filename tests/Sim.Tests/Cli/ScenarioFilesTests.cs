using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Scenarios;

namespace Sim.Tests.Cli;

/// <summary>Every scenario that comes with Sim runs, for an hour of its time.</summary>
internal sealed class ScenarioFilesTests
{
    private static IEnumerable<string> Names() =>
        Directory.GetFiles(Path.Combine(Repository.Folder, "scenarios"), "*.yaml").Select(file => Path.GetFileName(file)).Order(System.StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void It_runs(string name)
    {
        string path = Path.Combine(Repository.Folder, "scenarios", name);
        LoadedScenario loaded = ScenarioFile.Load(path);
        Assert.That(loaded.Question, Is.Not.Empty, "it begins with the question it answers");
        string? absent = loaded.Scenario.Workload.Select(workload => workload.Trace?.Path.Full).FirstOrDefault(trace => trace is not null && !Path.Exists(trace));
        if (absent is not null)
        {
            Assert.Ignore($"{absent} is not here");
        }

        (int code, _, string error) = CommandLine.Sim("run", path, "--set", "duration=1 h", "--set", "warmup=0 s", "--no-report", "-q", "--out", CommandLine.At("scenario-" + name));
        Assert.That((code is 0 or 1, error), Is.EqualTo((true, "")));
    }
}
