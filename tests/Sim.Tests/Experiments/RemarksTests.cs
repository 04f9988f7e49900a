using System.Linq;
using NUnit.Framework;

namespace Sim.Tests.Experiments;

/// <summary>Each remark is made where it is due and nowhere else.</summary>
internal sealed class RemarksTests
{
    private const string Hosts = "hosts: [ { name: h, count: 2, type: " + TrialRun.Host + " } ]\n";

    private static string Plain(string more = "") =>
        $"workload: [ {{ trace: {{ path: {TrialRun.Trace("remarks.csv", ("a", [10, 20, 30]))} }}, vms: {{ types: [ {{ speed: 1 GHz }} ] }} }} ]\n" + Hosts + more;

    [Test]
    public void A_plain_run_has_none() => Assert.That(TrialRun.Of(Plain()).Remarks, Is.Empty);

    [TestCase("SIM1101", "warning", "workload.0.vms.types.0.memory=9 GiB")]
    [TestCase("SIM1104", "warning", "hosts.0.type={ cores: 2, speed: 1 GHz, memory: 4 GiB }")]
    [TestCase("SIM1105", "warning", "compatibility=cloudsim")]
    [TestCase("SIM1106", "note", "workload.0.vms={}")]
    [TestCase("SIM1109", "note", "hosts=[]")]
    [TestCase("SIM1110", "warning", "duration=20 min")]
    [TestCase("SIM1111", "note", "duration=14 min")]
    [TestCase("SIM1112", "note", "workload.0.behaviour=interactive")]
    [TestCase("SIM1207", "note", "workload.0.trace.path=hourly.csv")]
    public void One_key_brings_one_remark(string id, string severity, string set)
    {
        TrialRun.TraceEvery(3600, "hourly.csv", ("a", [10, 20, 30]));
        TrialRun run = TrialRun.Of(Plain(), set.Replace("path=", "path=" + TrialRun.Folder + "/", System.StringComparison.Ordinal));
        Assert.That(run.Outcome.Remarks.Select(remark => (remark.Id, remark.Severity)), Does.Contain((id, severity)));
        Assert.That(run.Outcome.Remarks, Has.Count.EqualTo(1), string.Join("\n", run.Outcome.Remarks));
    }

    [Test]
    public void Rows_left_out_are_counted_and_the_first_is_shown()
    {
        string trace = TrialRun.Text("bad.csv", "vm,time,cpu\na,0,10\na,300,x\na,600,30\na,600,31\n");
        string yaml = $"workload: [ {{ trace: {{ path: {trace} }}, vms: {{ types: [ {{ speed: 1 GHz }} ] }} }} ]\n" + Hosts;
        TrialRun run = TrialRun.Of(yaml, "workload.0.trace.lenient=true");
        Assert.That(run.Remarks, Is.EqualTo(new[] { "SIM1102", "SIM1108" }));
        Assert.That(run.Outcome.Remarks[0].Text, Does.Contain("bad.csv:3:"));
        Assert.That(run["trace_rows_skipped"], Is.EqualTo(1));
        Assert.That(TrialRun.Faults(yaml), Has.Length.EqualTo(1).And.Some.Contains("bad.csv:3:7"));
    }

    [Test]
    public void A_VM_after_the_runs_end_is_noted()
    {
        string trace = TrialRun.Text("after.csv", "vm,time,cpu\na,0,10\na,300,10\nb,600,10\nb,900,10\n");
        Assert.That(TrialRun.Of(Plain(), $"workload.0.trace.path={TrialRun.At(trace)}", "duration=10 min").Remarks, Is.EqualTo(new[] { "SIM1107" }));
    }

    [Test]
    public void A_host_without_room_for_its_VMs_is_saturated()
    {
        string trace = TrialRun.Trace("full.csv", ("a", [100, 100]), ("b", [100, 20]), ("c", [100, 100]));
        Assert.That(TrialRun.Of(Plain("placement: { overcommit: { cpu: 2 } }"), $"workload.0.trace.path={TrialRun.At(trace)}").Remarks, Is.EqualTo(new[] { "SIM1210" }));
    }

    [Test]
    public void Warnings_come_before_notes()
    {
        string[] ids = [.. TrialRun.Of(Plain(), "workload.0.behaviour=interactive", "duration=14 min", "compatibility=cloudsim").Remarks];
        Assert.That(ids, Is.EqualTo(new[] { "SIM1105", "SIM1111", "SIM1112" }));
    }
}
