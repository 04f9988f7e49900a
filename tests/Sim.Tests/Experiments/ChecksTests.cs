using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel;

namespace Sim.Tests.Experiments;

/// <summary>Scenarios that are refused, all their faults at once and each at its place.</summary>
internal sealed class ChecksTests
{
    private static string Plain() => $"workload: [ {{ trace: {{ path: {TrialRun.Trace("checks.csv", ("a", [10, 20, 30]))} }} }} ]\nhosts: [ {{ name: h, type: {TrialRun.Host} }} ]\n";

    [Test]
    public void Everything_that_needs_no_trace_is_found_at_once()
    {
        string yaml = """
            resolution: interval
            warmup: 1 h
            compatibility: cloudsim
            workload:
              - trace: { path: nix }
              - trace: { path: nix2, format: planetlb }
              - trace: { path: ., options: { a: b } }
              - trace: { path: ., format: planetlab, columns: { vm: a } }
              - synthetic: { vmz: 3 }
            hosts: [ { name: a, count: 3, type: hp-ml110-g4 }, { name: a-2, type: hp-ml110-g4 } ]
            placement: { policy: first-fti }
            record: { timeline: true }
            hypervisor: { cpu: { scheduler: { name: round-robbin }, features: { haltPoling: true } } }
            """;
        Assert.That(TrialRun.Faults(yaml), Is.EqualTo(new[]
        {
            "trial.yaml:13:41: hypervisor.cpu.scheduler: 'round-robbin' is unknown; did you mean 'round-robin'?",
            "trial.yaml:13:69: hypervisor.cpu.features.haltPoling: unknown key; did you mean 'haltPolling'?",
            "trial.yaml:12:21: record.timeline: true given; there is a timeline at event resolution only",
            "trial.yaml:2:9: warmup: 1 h given; must be 0 s under 'compatibility: cloudsim', which counts as CloudSim does",
            "trial.yaml:10:60: hosts[1].name: 'a-2' is also the name of a host of 'a'; names must differ",
            "trial.yaml:11:22: placement.policy: 'first-fti' is unknown; did you mean 'first-fit'?",
            "trial.yaml:5:20: workload[0].trace.path: 'nix' given; there is no such file or folder",
            "trial.yaml:6:34: workload[1].trace.format: 'planetlb' is unknown; did you mean 'planetlab'?",
            "trial.yaml:6:20: workload[1].trace.path: 'nix2' given; there is no such file or folder",
            "trial.yaml:7:32: workload[2].trace.options: given without 'format'; name the format that they are for",
            "trial.yaml:8:51: workload[3].trace.columns: given for format 'planetlab'; only 'csv' takes them",
            "trial.yaml:9:18: workload[4].synthetic.vmz: unknown key; did you mean 'vms'?",
        }));
    }

    [TestCase("record.interval=7 min", "record.interval: 7 min given; must be a multiple of the traces' interval, 5 min")]
    [TestCase("warmup=15 min", "warmup: 15 min given; must be less than the run's length, 15 min")]
    [TestCase("duration=100000 d", "duration: 100000 d at 1 s a step makes 8640000000 steps; must be at most 100000000", "seconds.csv")]
    [TestCase("compatibility=cloudsim", "compatibility: 'cloudsim' needs VMs that are there for the whole run; 1 of 2 come later or leave earlier", "come.csv")]
    public void What_does_not_go_with_the_trace_is_refused(string set, string fault, string trace = "checks.csv")
    {
        TrialRun.TraceEvery(1, "seconds.csv", ("a", [1, 2]));
        TrialRun.Text("come.csv", "vm,time,cpu\na,0,10\na,300,10\na,600,10\nb,300,10\nb,600,10\n");
        Assert.That(TrialRun.Faults(Plain(), set, "workload.0.trace.path=" + TrialRun.At(trace)), Is.EqualTo(new[] { $"--set {set}: {fault}" }));
    }

    [Test]
    public void The_faults_of_all_traces_come_together()
    {
        string one = TrialRun.Text("one.csv", "vm,time,cpu\na,0,x\n");
        string two = TrialRun.Text("two.csv", "vm,time,cpu\na,0,y\na,-3,1\n");
        string[] faults = TrialRun.Faults($"workload: [ {{ trace: {{ path: {one} }} }}, {{ trace: {{ path: {two} }} }} ]\n");
        Assert.That(faults.Select(fault => fault[..fault.IndexOf(':', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal), Is.EqualTo(new[] { "one.csv", "two.csv" }));
    }

    [Test]
    public void A_cancelled_run_stops() => Assert.Throws<OperationCanceledException>(() =>
        TrialRun.Of(Plain(), options => options with { Cancellation = new System.Threading.CancellationToken(canceled: true) }));

    [Test]
    public void Nothing_at_all_runs()
    {
        TrialRun run = TrialRun.Of("{}");
        Assert.That((run["vms_placed"], run["hosts"], run["duration_h"]), Is.EqualTo((20.0, 2.0, 24.0)));
        Assert.That(TrialRun.Of("{}", "duration=2 d")["duration_h"], Is.EqualTo(48));
        Assert.That(TrialRun.Of("{}", "duration=1 min").Remarks, Is.EqualTo(new[] { "SIM1109", "SIM1111" }));
        Assert.That(Assert.Throws<InputException>(() => TrialRun.Of("{}", "slo=[x == 1]"))!.Errors, Has.Count.EqualTo(1));
    }
}
