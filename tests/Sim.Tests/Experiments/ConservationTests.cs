using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Experiments;
using Sim.Experiments.Tables;
using Sim.Reports.Results;
using Sim.Scenarios;

namespace Sim.Tests.Experiments;

/// <summary>Tables of a contended, overcommitted, churning cluster agree with each other; threads leave no trace in them.</summary>
internal sealed class ConservationTests
{
    private const string Busy = """
        seed: 7
        workload:
          - synthetic: { vms: 150, span: 12 h, churn: 0.4, mean: 40, decimals: 2 }
            vms: { assign: shuffle, types: [ { vcpus: 2, speed: 2 GHz, shares: 500, pool: low }, { vcpus: 4, limit: 3 GHz }, { vcpus: 1, reservation: 200 MHz } ] }
          - synthetic: { vms: 20, span: 6 h }
        hosts:
          - { name: big, count: 5, type: { cores: 8, speed: 2 GHz, memory: 64 GiB, power: { idle: 90 W, full: 310 W } } }
          - { name: old, count: 9, type: hp-ml110-g5 }
        pools: [ { name: low, shares: 2000, limit: 12 GHz } ]
        placement: { policy: worst-fit, overcommit: { cpu: 6, memory: 8 } }
        record: { samples: [hosts, vms] }
        slo: [ "cpu_ready_pct.p95 <= 5" ]
        """;

    [TestCase("warmup=0 s")]
    [TestCase("warmup=95 min")]
    [TestCase("power.integration=step")]
    [TestCase("power.emptyHosts=idle")]
    public void Sums_over_hosts_VMs_and_time_agree(string set)
    {
        TrialRun run = TrialRun.Of(Busy, set);
        double[] energy = run.Column(Schemas.Hosts, "energy_kwh");
        Assert.That(energy.Sum(), Is.EqualTo(run["energy_kwh"]).Within(1e-9));
        Assert.That(run.Column(Schemas.Hosts, "host_on_h").Sum(), Is.EqualTo(run["host_on_h"]).Within(1e-9));
        foreach (string metric in new[] { "cpu_demand_core_h", "cpu_granted_core_h" })
        {
            double vms = run.Column(Schemas.Vms, metric).Where(value => !double.IsNaN(value)).Sum();
            Assert.That(vms, Is.EqualTo(run[metric]).Within(1e-9 * vms), metric);
            Assert.That(run.Column(Schemas.Hosts, metric).Sum(), Is.EqualTo(vms).Within(1e-9 * vms), metric);
        }
    }

    [Test]
    public void Samples_add_up_to_the_clusters()
    {
        TrialRun run = TrialRun.Of(Busy);
        foreach (string metric in new[] { "cpu_demand_mhz", "cpu_granted_mhz" })
        {
            double cluster = run.Column(Schemas.ClusterSamples, metric).Sum();
            Assert.That(run.Column(Schemas.HostSamples, metric).Sum(), Is.EqualTo(cluster).Within(1e-9 * cluster));
            Assert.That(run.Column(Schemas.VmSamples, metric).Sum(), Is.EqualTo(cluster).Within(1e-9 * cluster));
        }

        double[] watts = run.Column(Schemas.ClusterSamples, "power_w");
        Assert.That(run.Column(Schemas.HostSamples, "power_w").Sum(), Is.EqualTo(watts.Sum()).Within(1e-6));
        Assert.That(run["power_w_mean"], Is.EqualTo(watts.Average()).Within(1e-9));
    }

    [Test]
    public void Energy_is_the_integral_of_the_recorded_power()
    {
        TrialRun run = TrialRun.Of(Busy, "power.integration=step");
        Assert.That(run.Column(Schemas.ClusterSamples, "power_w").Sum() * 300 / 3.6e6, Is.EqualTo(run["energy_kwh"]).Within(1e-9));
    }

    [Test]
    public void Every_VM_is_placed_or_named()
    {
        TrialRun run = TrialRun.Of(Busy, "placement.overcommit.cpu=2");
        string[] unplaced = run.Texts(Schemas.UnplacedVms, "vm");
        Assert.That(unplaced, Is.Not.Empty);
        Assert.That(run["vms_placed"] + unplaced.Length, Is.EqualTo(run.Rows(Schemas.Vms).Length));
        Assert.That(run.Rows(Schemas.Vms).Where(row => row.Split(',')[1].Length == 0).Select(row => row.Split(',')[0]), Is.EquivalentTo(unplaced));
    }

    [Test]
    public void Any_number_of_threads_gives_the_same_bytes()
    {
        Dictionary<string, string> one = Csvs(1);
        Assert.That(one, Has.Count.EqualTo(Schemas.All.Count - Schemas.OfEvents.Count - Schemas.OfMemory.Count));
        Assert.That(Csvs(2), Is.EqualTo(one));
        Assert.That(Csvs(8), Is.EqualTo(one));
    }

    private static Dictionary<string, string> Csvs(int threads)
    {
        using ResultFolder folder = ResultFolder.Create(Path.Combine(TrialRun.Folder, string.Create(CultureInfo.InvariantCulture, $"threads-{threads}")));
        Experiment.Run(ScenarioFile.Parse(Busy, "busy.yaml"), new RunOptions { Parts = Parts.Load(), Threads = threads }, folder);
        return Directory.EnumerateFiles(folder.WorkingPath, "*.csv").ToDictionary(file => Path.GetFileName(file), File.ReadAllText, StringComparer.Ordinal);
    }
}
