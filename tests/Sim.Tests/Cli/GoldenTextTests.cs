using System.Linq;
using System.Text;
using NUnit.Framework;
using Sim.Experiments.Tables;

namespace Sim.Tests.Cli;

/// <summary>Texts that users and scripts know by heart: help, lists, headers, faults.</summary>
internal sealed class GoldenTextTests
{
    [TestCase("sim")]
    [TestCase("run")]
    [TestCase("compare")]
    [TestCase("trace")]
    [TestCase("trace info")]
    [TestCase("trace generate")]
    [TestCase("lint")]
    [TestCase("report")]
    [TestCase("validate")]
    [TestCase("list")]
    [TestCase("describe")]
    [TestCase("init")]
    [TestCase("schema")]
    [TestCase("core")]
    [TestCase("core run")]
    [TestCase("core gdb")]
    [TestCase("core disasm")]
    [TestCase("core pipeview")]
    [TestCase("core record")]
    [TestCase("core bench")]
    [TestCase("core calibrate")]
    [TestCase("core list")]
    public void Help(string command)
    {
        string[] words = command == "sim" ? ["--help"] : [.. command.Split(' '), "--help"];
        (int code, string text, _) = CommandLine.Sim(words);
        Assert.That(code, Is.Zero);

        // The program is called what started it: 'sim', or the test host.
        string name = text.Split('\n').SkipWhile(line => line != "Usage:").ElementAt(1).Trim().Split(' ')[0];
        GoldenFile.Matches($"help-{command.Replace(' ', '-')}.txt", text.Replace($"  {name} ", "  sim ", System.StringComparison.Ordinal), "Cli");
    }

    [Test]
    public void Metrics() => GoldenFile.Matches("list-metrics.txt", CommandLine.Sim("list", "metrics").Out, "Cli");

    [Test]
    public void CounterEvents() => GoldenFile.Matches("core-list-events.txt", CommandLine.Sim("core", "list", "--events").Out, "Cli");

    [Test]
    public void Headers()
    {
        StringBuilder text = new();
        foreach (Sim.Kernel.Results.TableSchema table in Schemas.All)
        {
            text.Append(table.Name).Append(".csv: ").AppendJoin(',', table.Columns.Select(column => column.Name)).Append('\n');
        }

        GoldenFile.Matches("csv-headers.txt", text.ToString(), "Cli");
    }

    [Test]
    public void Faults()
    {
        string scenario = CommandLine.Scenario("golden");
        string[][] commands =
        [
            [],
            ["rnu", "x"],
            ["trace"],
            ["trace", "ino"],
            ["run"],
            ["run", ""],
            ["run", "nix.yaml", "nax.yaml"],
            ["run", scenario, "--thraeds", "2"],
            ["run", scenario, "--threads", "two", "--seed", "x"],
            ["run", scenario, "--threads", "0", "--seed", "-1", "--resolution", "evnt"],
            ["run", scenario, "--threads", "1", "--threads", "2"],
            ["run", scenario, "--out"],
            ["run", scenario, "--out", ""],
            ["run", scenario, "--out", CommandLine.Folder],
            ["run", scenario, "--out", scenario],
            ["run", scenario, "--set", "hsts.0.count=3", "--set", "hosts.9.count=3", "--set", "foo"],
            ["run", scenario, "--set", "placement.policy=first-fti", "--set", "slo=[cpu_redy_pct.p95 < 5]"],
            ["run", scenario, scenario],
            ["run", scenario, "--plugin", "nix.dll"],
            ["run", "--from", CommandLine.At("nix")],
            ["compare"],
            ["compare", scenario],
            ["compare", scenario, "--vary", "placment.policy=a,b", "--vary", "hosts.0.count=0,1"],
            ["compare", scenario, "--vary", "placement.policy=first-fit,worst-fti", "--vary", "hosts.0.count=1,1"],
            ["compare", scenario, "--vary", "placement.policy=first-fti,worst-fit", "--set", "slo=[cpu_redy_pct.p95 < 5]"],
            ["compare", scenario, "--vary", "seed=1"],
            ["compare", scenario, "--vary", "seed=1,2", "--replications", "0", "--precision", "2", "--confidence", "95"],
            ["compare", scenario, "--vary", "hosts.0.count=1,2", "--confidence", "high"],
            ["compare", scenario, "--vary", "hosts.0.count=1,2", "--metric", "energy_kw"],
            ["trace", "info"],
            ["trace", "info", "nix"],
            ["trace", "info", CommandLine.At("golden.csv"), "--format", "planetlb"],
            ["trace", "generate"],
            ["trace", "generate", "--format", "planetlab", "--out", CommandLine.At("nix"), "--vms", "abc", "--span", "3"],
            ["lint", scenario, "nix.yaml"],
            ["report", "nix"],
            ["validate", "queuing", "wether"],
            ["validate", "--csv", "--json", "--threads", "0", "--seed", "-1"],
            ["list", "metrcs"],
            ["describe"],
            ["describe", "first-fti"],
            ["describe", "a", "b"],
            ["init", CommandLine.At("nix/a.yaml")],
            ["init", scenario],
            ["schema", "--hepl"],
            ["core"],
            ["core", "rnu"],
            ["core", "run"],
            ["core", "run", "nix.elf"],
            ["core", "run", scenario],
            ["core", "run", "nix.elf", "--isa", "rv32i"],
            ["core", "run", scenario, "--harts", "0", "--memory", "x", "--max-instructions", "0"],
            ["core", "run", scenario, "--checkpoint", "c", "--resume", "nix"],
            ["core", "run", "nix.elf", "--core", "rokcet"],
            ["core", "run", "nix.elf", "--core", "rocket", "--timing", "fast"],
            ["core", "run", "nix.elf", "--core", "rocket", "--trace", "x"],
            ["core", "run", "nix.elf", "--warmup", "5"],
            ["core", "run", "nix.elf", "--interval", "0", "--page-tables"],
            ["core", "record", "nix.elf", "--format", "spike", "--out", "x", "--instructions", "0"],
            ["core", "gdb", "nix.elf", "--port", "70000"],
            ["core", "disasm", "nix.elf"],
            ["core", "disasm", "nix.elf", "--section", ".text", "--symbol", "main"],
        ];
        StringBuilder text = new();
        foreach (string[] words in commands)
        {
            (int code, string output, string error) = CommandLine.Sim(words);
            string typed = string.Join(' ', words.Select(word => word.Length == 0 ? "''" : word)).Replace(CommandLine.Folder, "DIR", System.StringComparison.Ordinal);
            text.Append("> sim ").Append(typed).Append('\n').Append(output).Append(error);
            Assert.That(code, Is.EqualTo(2), $"{typed}\n{error}");
        }

        GoldenFile.Matches("faults.txt", text.ToString(), "Cli");
    }
}
