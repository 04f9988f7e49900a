using System;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Results;

namespace Sim.Tests.Experiments;

/// <summary>Whole runs with memory: what is written, and that it adds up.</summary>
internal sealed class MemoryRunTests
{
    private const string Scenario = """
        workload:
          - synthetic: { vms: 24, span: 6 h, interval: 5 min, memory: true }
            memory: { used: 0.8, shared: [ { content: linux, fraction: 0.1 } ] }
        hosts: [ { name: h, count: 6, type: { extends: dell-r720-e5-2670, memory: 64 GiB } } ]
        hypervisor: esxi
        placement: { policy: first-fit, overcommit: { cpu: 16, memory: 1 } }
        record: { interval: 30 min, samples: [hosts, vms] }
        """;

    [Test]
    public void The_tables_have_the_columns_of_memory()
    {
        TrialRun run = TrialRun.Of(Scenario, "placement.overcommit.memory=2");
        Assert.That(run.Outcome.Tables.Select(table => table.Name), Is.SupersetOf(new[] { "memory_losses", "worst_memory_vms" }));
        foreach (string table in new[] { "hosts", "vms", "host_samples", "vm_samples", "cluster_samples" })
        {
            TableSchema schema = run.Outcome.Tables.Single(one => one.Name == table);
            Assert.That(schema.Columns.Select(column => column.Name), Does.Contain("mem_swapped_mib").And.Contain("mem_slowdown"), table);
        }
    }

    [Test]
    public void Without_memory_there_are_none()
    {
        TrialRun run = TrialRun.Of(Scenario.Replace("hypervisor: esxi", "", StringComparison.Ordinal));
        Assert.That(run.Outcome.Tables.SelectMany(table => table.Columns).Select(column => column.Name), Has.None.StartsWith("mem_slow"));
        Assert.That(run.Outcome.Summary.Select(metric => metric.Name), Has.None.EqualTo("mem_swapped_mib"));
    }

    [Test]
    public void More_overcommit_takes_fewer_hosts_and_costs_more()
    {
        double[] ratios = [1, 2, 3];
        TrialRun[] runs = [.. ratios.Select(ratio => TrialRun.Of(Scenario, string.Create(CultureInfo.InvariantCulture, $"placement.overcommit.memory={ratio}")))];
        double[] hosts = [.. runs.Select(run => Value(run, "hosts_used"))];
        double[] lost = [.. runs.Select(run => Value(run, "mem_lost_core_h"))];
        double[] reclaimed = [.. runs.Select(run => Value(run, "mem_ballooned_mib") + Value(run, "mem_compressed_mib") + Value(run, "mem_swapped_mib"))];
        Assert.That(hosts, Is.Ordered.Descending);
        Assert.That(reclaimed, Is.Ordered.Ascending);
        Assert.That(reclaimed[0], Is.Zero, "at 1.0 nobody gives anything up");
        Assert.That(lost, Is.Ordered.Ascending);
    }

    [Test]
    public void Threads_do_not_show()
    {
        TrialRun one = TrialRun.Of(Scenario, options => options with { Threads = 1 }, "placement.overcommit.memory=2");
        TrialRun four = TrialRun.Of(Scenario, options => options with { Threads = 4 }, "placement.overcommit.memory=2");
        Assert.That(four.Outcome.Summary, Is.EqualTo(one.Outcome.Summary));
    }

    [Test]
    public void Objectives_may_be_of_memory() =>
        Assert.That(
            TrialRun.Of(Scenario + "\nslo: [ 'mem_slowdown.p95 <= 100', 'mem_swapped_mib.max <= 1e9', 'mem_lost_pct <= 100' ]").Outcome.Slos.Select(slo => slo.Met),
            Is.All.True);

    [Test]
    public void Objectives_of_memory_need_it_to_be_modelled() =>
        Assert.That(
            TrialRun.Faults(Scenario.Replace("hypervisor: esxi", "slo: [ 'mem_swapped_mib.max <= 1' ]", StringComparison.Ordinal)).Single(),
            Does.Contain("'mem_swapped_mib' is not a metric of VMs, hosts or the cluster over time"));

    [Test]
    public void Admission_by_demand_packs_more()
    {
        double configured = Value(TrialRun.Of(Scenario), "hosts_used");
        Assert.That(Value(TrialRun.Of(Scenario, "placement.memory=demand"), "hosts_used"), Is.LessThan(configured));
    }

    [Test]
    public void A_trace_may_say_what_is_consumed()
    {
        TrialRun.Text("consumed.csv", "vm,time,cpu,memory_active_mib,memory_consumed_mib\na,0,10,100,700\na,300,10,200,900\na,600,10,100,700\n");
        TrialRun run = TrialRun.Of("workload: [ { trace: { path: consumed.csv }, vms: { default: { memory: 1 GiB } } } ]\nhosts: [ { name: h, type: " + TrialRun.Host + " } ]\nhypervisor: kvm\nplacement: { overcommit: { memory: 1 } }\n");
        Assert.That(Value(run, "mem_active_mib"), Is.EqualTo((100 + 200 + 100) / 3.0).Within(1e-6));
        Assert.That(Value(run, "mem_consumed_mib"), Is.EqualTo((700 + 900 + 900) / 3.0).Within(1e-6), "what a guest has touched stays granted");
    }

    [TestCase("policy: esx-share", "policy: 'esx-share' is unknown; did you mean 'esx-shares'?")]
    [TestCase("mechanisms: [ballon]", "mechanisms[0]: 'ballon' is unknown; did you mean 'balloon'?")]
    [TestCase("mechanisms: [swap, { name: swap }]", "mechanisms[1]: 'swap' is in the list twice; a host has each mechanism once")]
    [TestCase("mechanisms: [{ name: swap, devise: hdd }]", "mechanisms[0].devise: unknown key; did you mean 'device'?")]
    [TestCase("ladder: { kind: custom, soft: 0.02, hard: 0.04 }", "ladder.hard: 0.04 given; must be below 'soft', the state before it")]
    [TestCase("costs: { swapIn: 5 }", "costs.swapIn: '5' given without a unit; must be a duration such as '5 min'; units are ns, us, ms, s, min, h, d")]
    [TestCase("reserve: 64 GiB", "reserve: 64 GiB given; must be less than the memory of 'h', 64 GiB")]
    public void What_cannot_be_is_refused(string memory, string fault)
    {
        string yaml = Scenario.Replace("hypervisor: esxi", $"hypervisor: {{ memory: {{ {memory} }} }}", StringComparison.Ordinal);
        Assert.That(TrialRun.Faults(yaml).Single(), Does.EndWith(": hypervisor.memory." + fault));
    }

    [Test]
    public void Exact_pages_are_for_hosts_of_64_GiB()
    {
        string yaml = Scenario.Replace("hypervisor: esxi", "hypervisor: { memory: { fidelity: exact } }", StringComparison.Ordinal);
        Assert.That(TrialRun.Faults(yaml, "hosts.0.type.memory=65 GiB").Single(), Does.EndWith("hypervisor.memory.fidelity: 'exact' given; a host has 65 GiB, and every page by itself is kept for at most 64 GiB"));
    }

    [TestCase("zero: 0.6, shared: [ { content: a, fraction: 0.5 } ]", "memory: zero and shared contents make 1.1 of the memory in use; must be at most 1")]
    [TestCase("locality: table", "memory.missCurve: must be two or more figures from 0 to 1 that never rise, the last of them 0, for 'locality: table'")]
    [TestCase("missCurve: [1, 0]", "memory.missCurve: given without 'locality: table', which it is for")]
    [TestCase("used: 1.5", "memory.used: 1.5 given; must be 0..1")]
    public void Guests_that_cannot_be_are_refused(string guest, string fault)
    {
        string yaml = Scenario.Replace("{ used: 0.8, shared: [ { content: linux, fraction: 0.1 } ] }", $"{{ {guest} }}", StringComparison.Ordinal);
        Assert.That(TrialRun.Faults(yaml).Single(), Does.EndWith("workload[0]." + fault));
    }

    [Test]
    public void Pools_promise_no_more_than_the_smallest_host_has() =>
        Assert.That(
            TrialRun.Faults(Scenario + "\npools: [ { name: p, memory: { reservation: 63 GiB } } ]").Single(),
            Does.EndWith("pools[0].memory.reservation: 63 GiB given, 63 GiB with the pools before it; must be at most the 62 GiB that the smallest host has for VMs"));

    [Test]
    public void Overcommit_without_a_model_of_memory_is_told() =>
        Assert.That(
            TrialRun.Of(Scenario.Replace("hypervisor: esxi", "", StringComparison.Ordinal), "placement.overcommit.memory=2").Outcome.Remarks.Select(remark => remark.Id),
            Does.Contain("SIM1114"));

    [Test]
    public void The_Bitbrains_week_at_twice_its_memory()
    {
        string trace = Path.GetFullPath(Path.Combine(Repository.Folder, "..", "shared", "traces", "bitbrains", "bitbrains-rnd-20130805-7d.tar.gz"));
        if (!File.Exists(trace))
        {
            Assert.Ignore($"{trace} is not here");
        }

        string yaml = File.ReadAllText(Path.Combine(Repository.Folder, "scenarios", "bitbrains-memory.yaml"));
        TrialRun run = TrialRun.Of(yaml, "workload.0.trace.path=" + trace, "placement.overcommit.memory=2", "duration=1 d");
        Assert.That(Value(run, "vms_unplaced"), Is.Zero);
        Assert.That(Value(run, "mem_ballooned_mib"), Is.GreaterThan(100 * 1024), "working sets are a twentieth of what is configured");
        Assert.That(Value(run, "mem_lost_pct"), Is.LessThan(5));
    }

    private static double Value(TrialRun run, string metric) => run.Outcome.Summary.Single(one => one.Name == metric).Value;
}
