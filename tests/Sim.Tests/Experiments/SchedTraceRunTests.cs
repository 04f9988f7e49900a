using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Tables;
using Sim.Scenarios;

namespace Sim.Tests.Experiments;

/// <summary>Whole runs of VMs that replay a scheduling trace.</summary>
internal sealed class SchedTraceRunTests
{
    // On one CPU: 'worker' runs 10 to 13 ms, sleeps till 20, runs to 22, sleeps till 30, runs to 31; 'other' runs 22 to 26 in between.
    private const string Trace = """
        t_ns,cpu,event,prev_comm,prev_tid,prev_prio,prev_state,next_comm,next_tid,next_prio,comm,tid,target_cpu
        0,0,sched_switch,swapper/0,0,120,0,init,1,120,,,
        1000000,0,sched_switch,init,1,120,1,swapper/0,0,120,,,
        10000000,0,sched_wakeup,,,,,,,,worker,11,0
        10000000,0,sched_switch,swapper/0,0,120,0,worker,11,120,,,
        13000000,0,sched_switch,worker,11,120,1,swapper/0,0,120,,,
        20000000,0,sched_wakeup,,,,,,,,worker,11,0
        20000000,0,sched_switch,swapper/0,0,120,0,worker,11,120,,,
        21000000,0,sched_wakeup,,,,,,,,other,12,0
        22000000,0,sched_switch,worker,11,120,1,other,12,120,,,
        26000000,0,sched_switch,other,12,120,1,swapper/0,0,120,,,
        30000000,0,sched_wakeup,,,,,,,,worker,11,0
        30000000,0,sched_switch,swapper/0,0,120,0,worker,11,120,,,
        31000000,0,sched_switch,worker,11,120,1,swapper/0,0,120,,,
        40000000,0,sched_switch,swapper/0,0,120,0,init,1,120,,,

        """;

    private static string Yaml(string options) => $$"""
        resolution: event
        workload:
          - behaviour: { name: sched-trace, path: sched.csv, repeat: false{{options}} }
            vms: { count: 1, default: { vcpus: 2, memory: 256 MiB } }
        hosts: [ { name: h, type: {{TrialRun.Host}} } ]
        hypervisor: { cpu: { scheduler: round-robin } }
        """;

    [OneTimeSetUp]
    public void WriteTrace() => TrialRun.Text("sched.csv", Trace);

    [Test]
    public void Tasks_run_as_in_the_trace_for_its_span()
    {
        TrialRun run = TrialRun.Of(Yaml(""));
        Assert.That(run.Column(Schemas.Vcpus, "work_s"), Is.EqualTo((double[])[0.006, 0.004]).Within(1e-12));
        Assert.That(run.Column(Schemas.Vcpus, "blocked_s")[0] + run.Column(Schemas.Vcpus, "run_s")[0], Is.EqualTo(0.040).Within(0.002), "switches cost a little");
        Assert.That(run.Outcome.Inputs.Select(input => Path.GetFileName(input.Path)), Is.EqualTo((string[])["sched.csv"]));
        Assert.That(run.Outcome.Inputs[0].Sha256, Has.Length.EqualTo(64));
    }

    [Test]
    public void One_task_at_the_clock_of_the_trace() =>
        Assert.That(TrialRun.Of(Yaml(", task: worker, speed: 2 GHz"), "duration=1 s").Column(Schemas.Vcpus, "work_s"), Is.EqualTo((double[])[0.012, 0]).Within(1e-12));

    [TestCase(", task: walker", "trial.yaml:3:75: workload[0].behaviour.task: 'walker' given; the trace has no such task; did you mean 'worker'?")]
    [TestCase(", format: perf-shed", "trial.yaml:3:77: workload[0].behaviour.format: 'perf-shed' is unknown; did you mean 'perf-sched'?")]
    [TestCase(", tusk: 1", "trial.yaml:3:69: workload[0].behaviour.tusk: unknown key; did you mean 'task'?")]
    public void Faults_point_at_their_key(string options, string fault) =>
        Assert.That(TrialRun.Faults(Yaml(options)), Is.EqualTo((string[])[fault]));

    [Test]
    public void A_missing_file_is_told_where_it_is_written()
    {
        string yaml = Yaml("").Replace("sched.csv", "absent.csv", System.StringComparison.Ordinal);
        Assert.That(TrialRun.Faults(yaml), Is.EqualTo((string[])["trial.yaml:3:43: workload[0].behaviour.path: 'absent.csv' given; there is no such file"]));
    }

    [Test]
    public void Without_a_path_the_behaviour_is_pointed_at()
    {
        string yaml = Yaml("").Replace("{ name: sched-trace, path: sched.csv, repeat: false }", "sched-trace", System.StringComparison.Ordinal);
        Assert.That(TrialRun.Faults(yaml), Is.EqualTo((string[])["trial.yaml:3:16: workload[0].behaviour.path: missing; must be a path such as 'perf-sched.txt'"]));
    }

    [Test]
    public void Faults_of_the_trace_name_its_line()
    {
        TrialRun.Text("sched-bad.csv", Trace.Replace("13000000,0,sched_switch", "13000000,x,sched_switch", System.StringComparison.Ordinal));
        string[] faults = TrialRun.Faults(Yaml("").Replace("sched.csv", "sched-bad.csv", System.StringComparison.Ordinal));
        Assert.That(faults[0], Does.StartWith("sched-bad.csv:6:10: "));
    }

    // The resolved text of the manifest is read from the main file's folder, wherever the path was written.
    [Test]
    public void A_path_written_in_a_base_file_elsewhere_is_relative_to_that_file()
    {
        Directory.CreateDirectory(TrialRun.At("bases"));
        File.WriteAllText(TrialRun.At("bases/sched-base.yaml"), Yaml("").Replace("sched.csv", "../sched.csv", System.StringComparison.Ordinal));
        LoadedScenario loaded = ScenarioFile.Parse("extends: bases/sched-base.yaml\n", TrialRun.At("trial.yaml"), []);
        Assert.That(loaded.ResolvedText, Does.Contain("path: sched.csv"));
        Assert.That(TrialRun.Of("extends: bases/sched-base.yaml\n").Column(Schemas.Vcpus, "work_s")[0], Is.EqualTo(0.006).Within(1e-12));
    }
}
