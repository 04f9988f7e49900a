using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using Sim.Experiments.HotSections;
using Sim.Tests.Experiments;
using Sim.Tests.Hosts.Costs;

namespace Sim.Tests.Cli;

/// <summary>What the command line says of constants out of a cost table.</summary>
internal sealed class MeasuredCostsCommandTests
{
    [Test]
    public void Run_json_has_each_constant_and_a_run_is_repeated_with_its_table()
    {
        Directory.CreateDirectory(CommandLine.At("tables"));
        TrialRun.Text("tables/trial.csv", CostTableWriter.Csv(MeasuredTable.Full));
        string scenario = CommandLine.Scenario("measured", "hypervisor: { costTable: tables/trial.csv, memory: { costs: { hash: 1 us } } }\n");
        string[] folders = [CommandLine.At("measured-1"), CommandLine.At("measured-2")];
        (int code, string text, string error) = CommandLine.Sim("run", scenario, "--no-report", "--out", folders[0]);
        Assert.That((code, error), Is.EqualTo((0, "")));
        Assert.That(text, Does.Contain("note SIM1115: Constants taken from tables/trial.csv: 4, "));
        Assert.That(CommandLine.Sim("run", "--from", Path.Combine(folders[0], "run.json"), "--no-report", "-q", "--out", folders[1]).Code, Is.Zero);
        Assert.That(folders.Select(Costs), Is.All.EqualTo("firstTouch 3000, copyOnWrite 1400, compress 8000, decompress 5500"));
    }

    [Test]
    public void Lint_finds_what_a_run_would()
    {
        string scenario = CommandLine.Scenario("unmeasured", "hypervisor: { costTable: tables/none.csv, memory: {} }\n");
        (int code, string text, _) = CommandLine.Sim("lint", scenario);
        Assert.That((code, text), Is.EqualTo((2, "DIR/unmeasured.yaml:3:26: hypervisor.costTable: 'tables/none.csv' given; there is no such file (sim core calibrate --core NAME --out FILE makes one)\n")));
    }

    [TestCase("copyOnWrite", "guest-page-fault (zeroes=no, warm) + page-copy (cold)")]
    [TestCase("compress", "0.5 x page-compress (content=text, warm) + 0.5 x page-compress (content=numbers, warm)")]
    [TestCase("tableTrap", "page-table-write (translation=shadow;fence=no, warm)")]
    [TestCase("switchCost", "exit-null (switch=reload, warm) + thread-switch (registers=all;fp=yes, warm)")]
    [TestCase("pauseLoopCost", "exit-null (switch=full, warm)")]
    public void Describe_names_the_rows(string key, string rows) =>
        Assert.That(CommandLine.Sim("describe", key).Out, Does.Contain($"\nof a cost table (hypervisor.costTable): {rows}\n"));

    [Test]
    public void Describe_names_none_where_there_is_none() => Assert.That(CommandLine.Sim("describe", "swapIn").Out, Does.Not.Contain("costTable"));

    private static string Costs(string folder)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "run.json")));
        return string.Join(", ", json.RootElement.GetProperty("costs").EnumerateArray().Select(cost =>
            $"{cost.GetProperty("key").GetString()!.Split('.')[^1]} {cost.GetProperty("nanoseconds").GetInt64()}"));
    }
}
