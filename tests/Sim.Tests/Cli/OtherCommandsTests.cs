using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using Sim.Tests.Experiments;

namespace Sim.Tests.Cli;

/// <summary>The commands beside <c>sim run</c>.</summary>
internal sealed class OtherCommandsTests
{
    [Test]
    public void What_init_writes_runs_without_a_fault()
    {
        string file = CommandLine.At("init.yaml");
        Assert.That(CommandLine.Sim("init", file), Is.EqualTo((0, "wrote DIR/init.yaml; run it with: sim run DIR/init.yaml\n", "")));
        Assert.That(CommandLine.Sim("lint", file), Is.EqualTo((0, "", "")));
        Assert.That(CommandLine.Sim("run", file, "--out", CommandLine.At("init"), "-q", "--no-report").Code, Is.Zero);
        Assert.That(CommandLine.Sim("init", file, "--force").Code, Is.Zero);
    }

    [Test]
    public void Lint_prints_the_faults_of_all_files()
    {
        string one = CommandLine.Scenario("lint-one", "slo: [ nothing > 1 ]");
        string two = CommandLine.Scenario("lint-two", "placement: { policy: frist-fit }");
        (int code, string output, _) = CommandLine.Sim("lint", one, two, CommandLine.Scenario("lint-three"));
        Assert.That(code, Is.EqualTo(2));
        Assert.That(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), Has.Length.EqualTo(2)
            .And.Some.StartsWith("DIR/lint-one.yaml:3:8: slo[0]").And.Some.StartsWith("DIR/lint-two.yaml:3:22: placement.policy"));
    }

    /// <summary>One file may hold a user's servers and cores: scenarios take the ones, <c>sim core</c> the others, and both check all of it.</summary>
    [Test]
    public void A_catalogue_file_may_hold_cores()
    {
        string mine = CommandLine.At("with-cores.yaml");
        File.WriteAllText(mine, "host-types:\n  big: { extends: hp-ml110-g4, source: ours }\ncores:\n  own: { extends: rocket, frequency: 2 GHz, source: ours }\n");
        string scenario = CommandLine.Scenario("lint-cores", "catalogues: [ with-cores.yaml ]");
        Assert.That(CommandLine.Sim("lint", scenario), Is.EqualTo((0, "", "")));
        Assert.That(CommandLine.Sim("core", "bench", "emulate", "--core", mine + "#own").Code, Is.Zero);

        File.WriteAllText(mine, "cores:\n  own: { extends: rocket, frequency: 2 GHz, width: 3, source: ours }\n");
        Assert.That(CommandLine.Sim("lint", scenario).Out, Does.StartWith("DIR/with-cores.yaml:2:").And.Contain("cores.own.width"));
        Assert.That(CommandLine.Sim("core", "bench", "emulate", "--core", mine + "#own").Error, Does.Contain("width"));
    }

    [Test]
    public void The_schema_is_JSON_that_names_the_parts()
    {
        string schema = CommandLine.Sim("schema").Out;
        Assert.DoesNotThrow(() => JsonDocument.Parse(schema));
        Assert.That(schema, Does.Contain("power-aware-best-fit").And.Contain("planetlab").And.Contain("hp-ml110-g5"));
    }

    [Test]
    public void Every_name_that_is_listed_can_be_described()
    {
        string[] kinds = [.. Names("list").SkipLast(1)];
        Assert.That(kinds, Is.SupersetOf(new[] { "placement-policies", "traces", "host-types", "vm-types", "metrics", "tables", "keys" }));
        foreach (string name in kinds.Append("tables").SelectMany(kind => Names("list", kind)))
        {
            Assert.That(CommandLine.Sim("describe", name).Out, Does.Contain(name + " ("), name);
        }
    }

    [Test]
    public void A_generated_trace_is_read_back()
    {
        string trace = CommandLine.At("made.csv");
        Assert.That(CommandLine.Sim("trace", "generate", "--format", "csv", "--out", trace, "--vms", "3", "--span", "1 h", "--memory"), Is.EqualTo((0, "wrote DIR/made.csv: 3 VMs, 36 samples\n", "")));
        Assert.That(File.ReadLines(trace).First(), Does.Contain("mem"), "a switch may stand alone");
        Assert.That(CommandLine.Sim("trace", "generate", "--format", "csv", "--out", trace).Error, Does.Contain("DIR/made.csv"));
        (int code, string output, _) = CommandLine.Sim("trace", "info", trace, "--json");
        Assert.That(code, Is.Zero);
        Assert.DoesNotThrow(() => JsonDocument.Parse(output));
    }

    [Test]
    public void Faulty_rows_are_refused_or_skipped()
    {
        string trace = CommandLine.At(TrialRun.Text("info.csv", "vm,time,cpu\na,0,10\na,300,x\na,600,30\n"));
        Assert.That(CommandLine.Sim("trace", "info", trace).Error, Does.StartWith("sim: DIR/info.csv:3:7: "));
        Assert.That(CommandLine.Sim("trace", "info", trace, "--lenient").Code, Is.Zero);
    }

    private static string[] Names(params string[] words) =>
        [.. CommandLine.Sim(words).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(' ')[0])];
}
