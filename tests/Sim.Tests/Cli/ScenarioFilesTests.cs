using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Scenarios;

namespace Sim.Tests.Cli;

/// <summary>Every scenario that comes with Sim runs, for an hour of its time.</summary>
internal sealed class ScenarioFilesTests
{
    private static string Folder => Path.Combine(Repository.Folder, "scenarios");

    private static IEnumerable<string> Names() => Directory.GetFiles(Folder, "*.yaml")
        .Concat(Directory.GetFiles(Path.Combine(Folder, "plugins"), "*.yaml"))
        .Select(file => Path.GetRelativePath(Folder, file).Replace('\\', '/')).Order(System.StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void It_runs(string name)
    {
        string path = Path.Combine(Folder, name);
        LoadedScenario loaded = ScenarioFile.Load(path);
        Assert.That(loaded.Question, Is.Not.Empty, "it begins with the question it answers");
        string? absent = loaded.Scenario.Workload.Select(workload => workload.Trace?.Path.Full).FirstOrDefault(trace => trace is not null && !Path.Exists(trace));
        if (absent is not null)
        {
            Assert.Ignore($"{absent} is not here");
        }

        string[] plugin = name.StartsWith("plugins/", System.StringComparison.Ordinal) ? ["--plugin", typeof(MySchedulers.ShortestRunFirst).Assembly.Location] : [];
        string target = CommandLine.At("scenario-" + name.Replace('/', '-'));
        (int code, _, string error) = CommandLine.Sim(["run", path, .. plugin, "--set", "duration=1 h", "--set", "warmup=0 s", "--no-report", "-q", "--out", target]);
        Assert.That((code is 0 or 1, error), Is.EqualTo((true, "")));
    }
}
