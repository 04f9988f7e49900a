using System.IO;
using System.Linq;
using System.Text.Json;
using NUnit.Framework;
using Sim.Tests.Experiments;

namespace Sim.Tests.Cli;

/// <summary><c>sim compare</c> as its users see it.</summary>
internal sealed class CompareCommandTests
{
    // On one host placement is no choice; on two of them the policies differ in hosts and energy.
    private const string Yaml = "workload: [ { synthetic: { vms: 6, span: 2 h } } ]\nhosts: [ { count: 3, type: dell-r740-8180 } ]\nseed: 7\n";

    [Test]
    public void Two_policies_on_three_seeds()
    {
        string target = CommandLine.At("compared");
        (int code, string output, string error) = CommandLine.Sim("compare", Scenario("policies"), "--vary", "placement.policy=first-fit,worst-fit", "--replications", "3", "--out", target, "--metric", "hosts_used", "--metric", "cpu_demand_core_h", "--metric", "mem_allocated_pct", "--metric", "energy_kwh", "--metric", "hosts", "--metric", "duration_h");
        Assert.That((code, error), Is.EqualTo((0, "")));
        GoldenFile.Matches("compare.txt", output, "Cli");
        Assert.That(Directory.GetFiles(target).Select(Path.GetFileName), Is.EquivalentTo(new[] { "comparison.csv", "replications.csv", "run.json", "report.html" }));
        Assert.That(File.ReadLines(Path.Combine(target, "comparison.csv")).First(), Is.EqualTo(
            "metric,unit,variant,mean,ci_low,ci_high,replications,difference,difference_ci_low,difference_ci_high,p_value,p_adjusted,group,finding,confidence"));
        string[] rows = File.ReadAllLines(Path.Combine(target, "replications.csv"));
        Assert.That(rows[0], Is.EqualTo("variant,replication,seed,metric,value"));
        Assert.That(rows, Has.Some.StartsWith("policy=first-fit,1,7,energy_kwh,").And.Some.StartsWith("policy=worst-fit,3,9,energy_kwh,"));
        Assert.That(CommandLine.Sim("report", target).Out, Is.EqualTo("report: DIR/compared/report.html\n"));
    }

    [Test]
    public void Threads_do_not_show_in_the_tables()
    {
        string scenario = Scenario("threads");
        foreach (string threads in new[] { "1", "4" })
        {
            Assert.That(CommandLine.Sim("compare", scenario, "--vary", "hosts.0.count=1,2,3", "--replications", "4", "--threads", threads, "-q", "--out", CommandLine.At("threads-" + threads)), Is.EqualTo((0, "", "")));
        }

        foreach (string table in new[] { "comparison.csv", "replications.csv" })
        {
            Assert.That(File.ReadAllBytes(CommandLine.At("threads-4/" + table)), Is.EqualTo(File.ReadAllBytes(CommandLine.At("threads-1/" + table))));
        }
    }

    [Test]
    public void A_trace_without_chance_is_identical_and_no_number_is_missing()
    {
        (int code, string output, _) = CommandLine.Sim("compare", CommandLine.Scenario("certain"), "--vary", "placement.policy=first-fit,worst-fit", "--replications", "3", "--no-report", "--out", CommandLine.At("certain"));
        Assert.That(code, Is.Zero);
        Assert.That(output, Does.StartWith("the same in all 6 runs: hosts 1, ").And.Contain("note SIM1303").And.Contain("note SIM1304").And.Not.Contain("NaN"));
    }

    [Test]
    public void Json_holds_each_metric_of_each_variant()
    {
        (_, string output, _) = CommandLine.Sim(
            "compare", Scenario("json"), "--vary", "placement.policy=first-fit,worst-fit", "--vary", "hosts.0.count=2,3", "--metric", "energy_kwh", "--replications", "2", "--json", "--no-report", "--out", CommandLine.At("compared-json"));
        JsonElement found = JsonDocument.Parse(output).RootElement;
        Assert.That(found.GetProperty("name").GetString(), Is.EqualTo("json-compare"));
        Assert.That(found.GetProperty("seeds").EnumerateArray().Select(seed => seed.GetInt64()), Is.EqualTo(new[] { 7L, 8 }));
        JsonElement metric = found.GetProperty("metrics").EnumerateArray().Single();
        Assert.That(metric.GetProperty("variants").EnumerateArray().Select(one => one.GetProperty("variant").GetString()), Is.EqualTo(new[]
        {
            "policy=first-fit, count=2", "policy=first-fit, count=3", "policy=worst-fit, count=2", "policy=worst-fit, count=3",
        }));
        Assert.That(metric.GetProperty("variants")[0].GetProperty("p_value").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(metric.GetProperty("variants")[3].GetProperty("difference").GetDouble(), Is.GreaterThan(0));
    }

    [Test]
    public void One_replication_has_no_intervals_and_says_so()
    {
        (int code, string output, _) = CommandLine.Sim("compare", Scenario("once"), "--vary", "placement.policy=first-fit,worst-fit", "--replications", "1", "--out", CommandLine.At("once"));
        Assert.That((code, output), Is.EqualTo((0, output)));
        Assert.That(output, Does.Contain("warning SIM1302").And.Contain("1 replication, seed 7 in each").And.Not.Contain("confidence"));
        Assert.That(File.ReadAllText(CommandLine.At("once/report.html")), Does.Contain("ran once only"));
    }

    [Test]
    public void A_precision_stops_early()
    {
        (_, string output, _) = CommandLine.Sim("compare", Scenario("precise"), "--vary", "placement.policy=first-fit,worst-fit", "--metric", "host_on_h", "--precision", "2%", "--no-report", "--out", CommandLine.At("precise"));
        Assert.That(output, Does.Contain("2 variants, 3 replications, seeds 7 to 9 in each"));
    }

    private static string Scenario(string name) => CommandLine.At(TrialRun.Text(name + ".yaml", Yaml));
}
