using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Tables;

namespace Sim.Tests.Experiments;

/// <summary>How series become VMs.</summary>
internal sealed class FleetTests
{
    private const string Hosts = "hosts: [ { name: h, count: 4, type: " + TrialRun.Host + " } ]\n";

    private static string Of(string trace, string vms = "{}") => $"workload: [ {{ trace: {{ path: {trace} }}, vms: {vms} }} ]\n" + Hosts;

    [Test]
    public void Several_workloads_keep_their_names_apart_and_take_the_shortest_interval()
    {
        string fine = TrialRun.Trace("fine.csv", ("a", [10, 20, 30, 40]));
        string coarse = TrialRun.TraceEvery(600, "coarse.csv", ("a", [50, 60]));
        TrialRun run = TrialRun.Of($"workload: [ {{ trace: {{ path: {fine} }} }}, {{ trace: {{ path: {coarse} }} }} ]\nrecord: {{ samples: [vms] }}\n{Hosts}");
        Assert.That(run.Texts(Schemas.Vms, "vm"), Is.EqualTo(new[] { "w1/a", "w2/a" }));
        Assert.That(run.Rows(Schemas.VmSamples).Skip(4), Is.EqualTo(new[]
        {
            "0,w2/a,500,500,0,0", "300,w2/a,500,500,0,0", "600,w2/a,600,600,0,0", "900,w2/a,600,600,0,0",
        }));
    }

    [TestCase("blocks", "x,x,x,y,y")]
    [TestCase("cycle", "x,y,x,y,x")]
    public void Types_are_dealt_out(string assign, string expected)
    {
        string trace = TrialRun.Trace("five.csv", [.. "abcde".Select(c => ($"{c}", new double[] { 1, 1 }))]);
        string vms = $"{{ assign: {assign}, types: [ {{ name: x, memory: 1 MiB }}, {{ name: y, memory: 1 MiB }} ] }}";
        Assert.That(string.Join(",", TrialRun.Of(Of(trace, vms)).Texts(Schemas.Vms, "type")), Is.EqualTo(expected));
    }

    [Test]
    public void Shuffling_depends_on_the_seed_alone_and_keeps_the_blocks_sizes()
    {
        string trace = TrialRun.Trace("many.csv", [.. Enumerable.Range(0, 40).Select(i => ($"v{i}", new double[] { 1 }))]);
        string yaml = Of(trace, "{ assign: shuffle, types: [ { name: x, memory: 1 MiB, speed: 10 MHz }, { name: y, memory: 1 MiB, speed: 10 MHz } ] }");
        string[] one = TrialRun.Of(yaml, "seed=1").Texts(Schemas.Vms, "type");
        Assert.That(TrialRun.Of(yaml, "seed=1").Texts(Schemas.Vms, "type"), Is.EqualTo(one));
        Assert.That(TrialRun.Of(yaml, "seed=2").Texts(Schemas.Vms, "type"), Is.Not.EqualTo(one));
        Assert.That(TrialRun.Of(yaml, options => options with { Seed = 2 }).Texts(Schemas.Vms, "type"), Is.EqualTo(TrialRun.Of(yaml, "seed=2").Texts(Schemas.Vms, "type")));
        Assert.That(one.Count(type => type == "x"), Is.EqualTo(20));
    }

    [Test]
    public void Only_the_first_are_taken()
    {
        string trace = TrialRun.Trace("take.csv", ("a", [1, 1]), ("b", [1, 1]), ("c", [1, 1]));
        Assert.That(TrialRun.Of(Of(trace, "{ take: 2 }")).Texts(Schemas.Vms, "vm"), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(TrialRun.Of(Of(trace, "{ take: 9 }")).Texts(Schemas.Vms, "vm"), Has.Length.EqualTo(3));
    }

    [Test]
    public void Sizes_come_from_the_trace_and_else_from_the_default()
    {
        string trace = TrialRun.Text("sized.csv", "vm,time,cpu,n,ram,cap\na,0,50,2,512,1000\na,300,50,2,512,1000\nb,0,50,,,\nb,300,50,,,\n");
        string yaml = $"""
            workload:
              - trace: {"{"} path: {trace}, columns: {"{"} cores: n, memorySize: ram, cpuCapacity: cap {"}"} {"}"}
                vms: {"{"} default: {"{"} vcpus: 1, speed: 800 MHz, memory: 256 MiB {"}"} {"}"}
            """ + "\n" + Hosts;
        TrialRun run = TrialRun.Of(yaml);
        Assert.That(run.Rows(Schemas.Vms).Select(row => string.Join(",", row.Split(',')[3..6])), Is.EqualTo(new[] { "2,1000,512", "1,800,256" }));
        Assert.That(run.Column(Schemas.Vms, "cpu_demand_core_h"), Is.EqualTo(new[] { 0.5 / 6, 0.4 / 6 }).Within(1e-9));
    }

    [Test]
    public void A_capacity_without_a_known_speed_never_makes_demand_vanish()
    {
        // The trace says how much CPU was provisioned but not on how many vCPUs: percent stands as it is, of a core of the host.
        string trace = TrialRun.Text("cap.csv", "vm,time,cpu,cap\na,0,50,1000\na,300,50,\na,600,50,1000\n");
        TrialRun run = TrialRun.Of($"workload: [ {{ trace: {{ path: {trace}, columns: {{ cpuCapacity: cap }} }} }} ]\nrecord: {{ samples: [vms] }}\n{Hosts}");
        Assert.That(run.Column(Schemas.VmSamples, "cpu_demand_mhz"), Has.All.GreaterThan(0));
    }

    [Test]
    public void Vms_come_and_go_by_their_times()
    {
        // b is there from 300 s to 900 s; a all the time.
        string trace = TrialRun.Text("late.csv", "vm,time,cpu\na,0,10\na,300,10\na,600,10\na,900,10\nb,300,50\nb,600,50\n");
        TrialRun run = TrialRun.Of(Of(trace));
        Assert.That(run.Column(Schemas.Vms, "start_s"), Is.EqualTo(new[] { 0.0, 300 }));
        Assert.That(run.Column(Schemas.ClusterSamples, "vms_mean")[..2], Is.EqualTo(new[] { 1.0, 2 }));
        Assert.That(run.Column(Schemas.Vms, "cpu_demand_core_h"), Is.EqualTo(new[] { 4 * 0.1 / 12, 2 * 0.5 / 12 }).Within(1e-9));
    }

    [Test]
    public void A_shorter_duration_leaves_out_what_comes_later()
    {
        string trace = TrialRun.Text("later.csv", "vm,time,cpu\na,0,10\na,300,10\na,600,10\nb,600,50\nb,900,50\n");
        TrialRun run = TrialRun.Of(Of(trace), "duration=10 min");
        Assert.That(run.Texts(Schemas.Vms, "vm"), Is.EqualTo(new[] { "a" }));
        Assert.That(run["duration_h"], Is.EqualTo(1 / 6.0));
        Assert.That(run.Remarks, Does.Contain("SIM1107"));
    }

    [Test]
    public void Pools_divide_before_their_VMs()
    {
        // Pools 3 : 1 on one core; two VMs in the first, one in the second.
        string trace = TrialRun.Trace("pools.csv", ("a", [100, 100]), ("b", [100, 100]), ("c", [100, 100]));
        TrialRun run = TrialRun.Of($$"""
            workload:
              - trace: { path: {{trace}} }
                vms: { assign: cycle, types: [ { pool: child }, { pool: child }, { pool: low } ] }
            pools: [ { name: child, parent: high }, { name: low, shares: 1000 }, { name: high, shares: 3000 } ]
            hosts: [ { type: {{TrialRun.SmallHost}} } ]
            placement: { overcommit: { cpu: 3 } }
            """);
        Assert.That(run.Column(Schemas.Vms, "cpu_granted_core_h").Select(hours => hours * 6), Is.EqualTo(new[] { 0.375, 0.375, 0.25 }).Within(1e-9));
    }

    [Test]
    public void Hosts_of_several_groups_may_alternate()
    {
        string trace = TrialRun.Trace("alt.csv", ("a", [10, 10]));
        string yaml = $"workload: [ {{ trace: {{ path: {trace} }} }} ]\nhosts: [ {{ name: x, count: 10, type: {TrialRun.Host} }}, {{ name: y, type: {TrialRun.Host} }} ]\n";
        Assert.That(TrialRun.Of(yaml, "hostOrder=alternate").Texts(Schemas.Hosts, "host")[..3], Is.EqualTo(new[] { "x-01", "y", "x-02" }));
        Assert.That(TrialRun.Of(yaml).Texts(Schemas.Hosts, "host")[^1], Is.EqualTo("y"));
    }
}
