using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using Sim.Tests.Experiments;

namespace Sim.Tests.Cli;

/// <summary><c>sim run</c> as its users see it.</summary>
internal sealed class RunCommandTests
{
    [Test]
    public void A_run_prints_its_answer_and_leaves_a_folder()
    {
        (int code, string output, string error) = CommandLine.Sim("run", CommandLine.Scenario("plain"), "--out", CommandLine.At("plain"), "--stats");
        Assert.That((code, error), Is.EqualTo((0, "")));
        Assert.That(output, Does.Contain("vms_placed").And.Contain("VM-samples at").And.EndsWith("results: DIR/plain/report.html\n"));
        Assert.That(output.Split('\n'), Has.None.EndsWith(" "), "redirected tables end without blanks");
        Assert.That(output, Does.Not.Contain("\u001b"), "no colours where output is redirected");
        Assert.That(Directory.GetFiles(CommandLine.At("plain")).Select(Path.GetFileName), Is.SupersetOf(new[] { "run.json", "report.html", "summary.csv", "slo.csv", "hosts.csv", "vms.csv" }));
    }

    [Test]
    public void Quiet_says_nothing_and_no_report_writes_none()
    {
        string target = CommandLine.At("quiet");
        Assert.That(CommandLine.Sim("run", CommandLine.Scenario("quiet"), "--out", target, "-q", "--no-report"), Is.EqualTo((0, "", "")));
        Assert.That(File.Exists(Path.Combine(target, "report.html")), Is.False);
        Assert.That(CommandLine.Sim("report", target).Out, Is.EqualTo("report: DIR/quiet/report.html\n"));
        Assert.That(File.Exists(Path.Combine(target, "report.html")), Is.True);
    }

    [Test]
    public void A_missed_objective_is_exit_code_1()
    {
        (int code, string output, _) = CommandLine.Sim("run", CommandLine.Scenario("missed", "slo: [ energy_kwh < 0, hosts == 1 ]"), "--out", CommandLine.At("missed"), "--no-report");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(output, Does.Contain("MISSED  energy_kwh < 0  (found 0.").And.Contain("met     hosts == 1  (found 1)"));
    }

    [Test]
    public void Json_is_valid_whatever_the_numbers()
    {
        string scenario = CommandLine.Scenario("json", "slo: [ cpu_ready_pct.p95 < 5 ]");
        (int code, string output, _) = CommandLine.Sim("run", scenario, "--json", "--no-report", "--out", CommandLine.At("json"), "--set", "workload.0.vms.types.0.memory=9 GiB");
        JsonElement run = JsonDocument.Parse(output).RootElement;
        Assert.That(code, Is.EqualTo(1));
        Assert.That(run.GetProperty("summary").GetProperty("vms_unplaced").GetDouble(), Is.EqualTo(1));
        Assert.That(run.GetProperty("slos")[0].GetProperty("value").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(run.GetProperty("slos")[0].GetProperty("slo").GetString(), Is.EqualTo("cpu_ready_pct.p95 < 5"));
    }

    [Test]
    public void Several_runs_make_one_JSON_list_and_a_folder_each()
    {
        string target = CommandLine.At("both");
        (_, string output, _) = CommandLine.Sim("run", CommandLine.Scenario("first"), CommandLine.Scenario("second"), "--json", "--no-report", "--out", target);
        Assert.That(JsonDocument.Parse(output).RootElement.EnumerateArray().Select(run => run.GetProperty("name").GetString()), Is.EqualTo(new[] { "first", "second" }));
        Assert.That(Directory.GetDirectories(target).Select(Path.GetFileName), Is.EquivalentTo(new[] { "first", "second" }));
    }

    [Test]
    public void A_fault_in_the_last_scenario_keeps_the_first_from_running()
    {
        string target = CommandLine.At("neither");
        string bad = CommandLine.Scenario("bad", "hypervisor: kwm");
        Assert.That(CommandLine.Sim("run", CommandLine.Scenario("good"), bad, "--out", target).Code, Is.EqualTo(2));
        Assert.That(Directory.Exists(target), Is.False);
    }

    [Test]
    public void A_run_is_repeated_from_its_manifest()
    {
        (string first, string second) = (CommandLine.At("again-1"), CommandLine.At("again-2"));
        CommandLine.Sim("run", CommandLine.Scenario("again", "record: { samples: [hosts, vms] }"), "--out", first, "--seed", "5", "--set", "hosts.0.count=2", "--no-report");
        Assert.That(CommandLine.Sim("run", "--from", Path.Combine(first, "run.json"), "--out", second, "--no-report").Code, Is.Zero);
        foreach (string csv in Directory.GetFiles(first, "*.csv"))
        {
            Assert.That(File.ReadAllBytes(Path.Combine(second, Path.GetFileName(csv))), Is.EqualTo(File.ReadAllBytes(csv)), csv);
        }
    }

    [TestCase("interval")]
    [TestCase("event")]
    public void The_manifest_and_the_report_say_at_which_resolution(string resolution)
    {
        string target = CommandLine.At("at-" + resolution);
        Assert.That(CommandLine.Sim("run", CommandLine.Scenario("at", "duration: 10 min"), "--out", target, "--resolution", resolution, "-q").Code, Is.Zero);
        Assert.That(File.ReadAllText(Path.Combine(target, "run.json")), Does.Contain($"\"resolution\": \"{resolution}\""));
        Assert.That(File.ReadAllText(Path.Combine(target, "report.html")), Does.Contain($"{resolution} resolution"));
    }

    [Test]
    public void Lenient_holds_for_every_trace_and_is_counted()
    {
        string trace = TrialRun.Text("rows.csv", "vm,time,cpu\na,0,10\na,300,x\na,600,30\n");
        string scenario = CommandLine.At(TrialRun.Text("lenient.yaml", $"workload: [ {{ synthetic: {{ vms: 1, span: 1 h }} }}, {{ trace: {{ path: {trace} }} }}, {{ trace: {{ path: {trace} }} }} ]\n"));
        string target = CommandLine.At("lenient");
        (int code, _, string error) = CommandLine.Sim("run", scenario, "--out", target);
        Assert.That((code, error), Is.EqualTo((2, "sim: DIR/rows.csv:3:7: found 'x'; expected CPU use, a number such as 12.5\n")).Or.Matches<(int, string)>(found => found.Item1 == 2 && found.Item2.Contains("rows.csv:3:7", StringComparison.Ordinal)));
        Assert.That(CommandLine.Sim("run", scenario, "--out", target, "--lenient", "-q").Code, Is.Zero);
        Assert.That(File.ReadAllText(Path.Combine(target, "summary.csv")), Does.Contain("\ntrace_rows_skipped,2,\n"));
        Assert.That(File.ReadAllText(Path.Combine(target, "report.html")), Does.Contain("SIM1102"));
    }

    [Test]
    public void A_foreign_folder_is_left_alone()
    {
        string target = CommandLine.At("foreign");
        Directory.CreateDirectory(target);
        File.WriteAllText(Path.Combine(target, "thesis.txt"), "mine");
        Assert.That(CommandLine.Sim("run", CommandLine.Scenario("foreign-run"), "--out", target).Code, Is.EqualTo(2));
        Assert.That(Directory.GetFileSystemEntries(target).Select(Path.GetFileName), Is.EqualTo(new[] { "thesis.txt" }));
    }

    [Test]
    public void The_smallest_scenario_runs()
    {
        string scenario = CommandLine.At(TrialRun.Text("smallest.yaml", "{}\n"));
        (int code, string output, _) = CommandLine.Sim("run", scenario, "--out", CommandLine.At("smallest"), "--no-report");
        Assert.That((code, output), Is.EqualTo((0, output)));
        Assert.That(output, Does.Contain("note SIM1109"));
    }
}
