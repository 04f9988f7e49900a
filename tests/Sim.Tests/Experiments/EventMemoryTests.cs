using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Tables;
using Sim.Kernel.Results;

namespace Sim.Tests.Experiments;

/// <summary>Memory in event runs: what the host does with it is what an interval run says, and vCPUs wait for it.</summary>
internal sealed class EventMemoryTests
{
    private const string Short = """
        duration: 10 min
        workload:
          - trace: { path: PLANETLAB, format: planetlab, interval: 5 min }
            vms: { take: 8, types: [ { name: a, vcpus: 2, memory: 4 GiB } ] }
            behaviour: interactive
            memory: { used: 0.9, active: 0.5 }
        hosts: [ { name: h, type: { cores: 8, speed: 2 GHz, memory: 16 GiB } } ]
        hypervisor:
          memory: { policy: esx-shares, ladder: { kind: sliding }, mechanisms: [ balloon, compression, swap ] }
        placement: { policy: first-fit, overcommit: { cpu: 4, memory: 3 } }
        """;

    private static string Scenario => Short.Replace("PLANETLAB", System.IO.Path.Combine(Repository.Folder, "traces", "planetlab-like"), System.StringComparison.Ordinal);

    [Test]
    public void Both_resolutions_do_the_same_with_memory()
    {
        TrialRun events = TrialRun.Of(Scenario, "resolution=event");
        TrialRun intervals = TrialRun.Of(Scenario, "resolution=interval", "duration=2 h", "warmup=1 h");
        foreach (string metric in (string[])["mem_consumed_mib", "mem_ballooned_mib", "mem_active_mib"])
        {
            Assert.That(events[metric], Is.EqualTo(intervals[metric]).Within(5).Percent, metric);
        }

        TestContext.Out.WriteLine($"mem_wait_pct: {events["mem_wait_pct"]:F3} event, {intervals["mem_wait_pct"]:F3} interval");
    }

    [Test]
    public void Vcpus_wait_as_long_as_memory_says()
    {
        TrialRun run = TrialRun.Of(Scenario, options => options with { Verify = true }, "resolution=event");
        Assert.That(run["cpu_swapwait_pct"], Is.GreaterThan(0.05));
        Assert.That(run["cpu_swapwait_pct"], Is.EqualTo(run["mem_wait_pct"]).Within(25).Percent); // what costs CPU is not waited for
        Assert.That(run.Column(Schemas.Vcpus, "swapwait_s").Sum() / (16 * 6), Is.EqualTo(run["cpu_swapwait_pct"]).Within(1e-6));
    }

    // Hosts of 512 MiB, so that keeping every page is quick; used and active memory stand still.
    [TestCase("interval")]
    [TestCase("event")]
    public void Pages_may_be_kept_one_by_one(string resolution)
    {
        string[] set =
        [
            "resolution=" + resolution, "workload.0.vms.types.0.memory=128 MiB", "hosts.0.type.memory=512 MiB",
            .. resolution == "event" ? (string[])["duration=1 min"] : ["duration=40 min", "warmup=20 min"],
        ];
        TrialRun exact = TrialRun.Of(Scenario, [.. set, "hypervisor.memory.fidelity=exact"]);
        TrialRun sums = TrialRun.Of(Scenario, set);
        foreach (string metric in (string[])["mem_consumed_mib", "mem_active_mib"])
        {
            Assert.That(exact[metric], Is.EqualTo(sums[metric]).Within(3).Percent, metric);
        }

        double pages = exact["mem_swapped_mib_max"] * 256;
        Assert.That(pages, Is.EqualTo(System.Math.Round(pages)).Within(1e-6), "whole pages only");
        Assert.That(exact["mem_ballooned_mib"] + exact["mem_compressed_mib"] + exact["mem_swapped_mib"], Is.GreaterThan(50));
    }

    [Test]
    public void Translation_is_a_tax_on_work()
    {
        string[] set = ["resolution=event", "duration=1 min", "hosts.0.type.memory=64 GiB"];
        TrialRun free = TrialRun.Of(Scenario, set);
        TrialRun nested = TrialRun.Of(Scenario, [.. set, "hypervisor.memory.translation.mode=nested", "hypervisor.memory.translation.lookups=1e7"]);
        Assert.That(free["mem_slowdown"], Is.EqualTo(1).Within(1e-3));
        Assert.That(nested["mem_slowdown"], Is.EqualTo(1.08).Within(0.01), "0.99 misses, 2.769 loads of 6 ns against 1.3: 1.1645 / 1.0772");
        Assert.That(nested["cpu_swapwait_pct"], Is.Zero, "nobody leaves the pCPU for it");
        Assert.That(nested["cpu_utilisation_pct"] / free["cpu_utilisation_pct"], Is.EqualTo(1.08).Within(0.03));
    }

    [Test]
    public void Without_a_shortage_nobody_waits()
    {
        TrialRun run = TrialRun.Of(Scenario, "resolution=event", "duration=1 min", "hosts.0.type.memory=64 GiB");
        Assert.That(run["cpu_swapwait_pct"], Is.Zero);
        Assert.That(run["mem_ballooned_mib"], Is.Zero);
    }

    [Test]
    public void Any_number_of_threads_gives_the_same_rows()
    {
        string[] set = ["resolution=event", "duration=1 min", "hosts.0.count=2", "placement.policy=round-robin", "hosts.0.type.memory=8 GiB"];
        TrialRun one = TrialRun.Of(Scenario, set);
        TrialRun two = TrialRun.Of(Scenario, options => options with { Threads = 2 }, set);
        foreach (TableSchema table in (TableSchema[])[Schemas.Summary, Schemas.Vms, Schemas.VmScheduling, Schemas.Vcpus])
        {
            Assert.That(two.Rows(table), Is.EqualTo(one.Rows(table)), table.Name);
        }
    }
}
