using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Tables;

namespace Sim.Tests.Experiments;

/// <summary>Clusters small enough to be worked out by hand.</summary>
internal sealed class RunTablesTests
{
    // Two VMs of 1 GHz on a host of 2 x 1 GHz: 500 + 500, 1000 + 500, 0 + 500 MHz, so 150, 175, 125 W.
    private static string Roomy() => $$"""
        workload:
          - trace: { path: {{TrialRun.Trace("roomy.csv", ("a", [50, 100, 0]), ("b", [50, 50, 50]))}} }
            vms: { types: [ { name: t, vcpus: 1, speed: 1 GHz, memory: 1 GiB } ] }
        hosts: [ { name: h, count: 2, type: {{TrialRun.Host}} } ]
        record: { samples: [hosts, vms] }
        """;

    // Two VMs that both want all of one core, 3 shares to 1: 750 and 250 MHz.
    private static string Tight() => $$"""
        workload:
          - trace: { path: {{TrialRun.Trace("tight.csv", ("a", [100, 100]), ("b", [100, 100]))}} }
            vms: { types: [ { speed: 1 GHz, shares: 3000 }, { speed: 1 GHz, shares: 1000 } ] }
        hosts: [ { name: h, type: {{TrialRun.SmallHost}} } ]
        placement: { overcommit: { cpu: 2 } }
        """;

    [Test]
    public void Hosts_have_their_energy_and_utilisation()
    {
        // (150 + 175) / 2 + (175 + 125) / 2 + 125 = 437.5 W for 300 s.
        TrialRun run = TrialRun.Of(Roomy());
        Assert.That(run.Rows(Schemas.Hosts), Is.EqualTo(new[]
        {
            "h-1,inline,2,2000,4096,2,50,75,0.25,0.25,0,0.0364583333,0.25",
            "h-2,inline,2,2000,4096,0,0,0,0,0,0,0,0",
        }));
    }

    [Test]
    public void Vms_have_what_they_wanted_and_got()
    {
        // (0.5 + 1 + 0) x 300 s = 0.125 core-h.
        Assert.That(TrialRun.Of(Roomy()).Rows(Schemas.Vms), Is.EqualTo(new[]
        {
            "a,h-1,t,1,1000,1024,0,900,0.125,0.125,0,0,0",
            "b,h-1,t,1,1000,1024,0,900,0.125,0.125,0,0,0",
        }));
    }

    [Test]
    public void Samples_are_written_for_hosts_that_are_on_and_for_VMs()
    {
        TrialRun run = TrialRun.Of(Roomy());
        Assert.That(run.Rows(Schemas.HostSamples), Is.EqualTo(new[]
        {
            "0,h-1,2,1000,1000,50,0,150", "300,h-1,2,1500,1500,75,0,175", "600,h-1,2,500,500,25,0,125",
        }));
        Assert.That(run.Rows(Schemas.VmSamples), Is.EqualTo(new[]
        {
            "0,a,500,500,0,0", "300,a,1000,1000,0,0", "600,a,0,0,0,0", "0,b,500,500,0,0", "300,b,500,500,0,0", "600,b,500,500,0,0",
        }));
        Assert.That(run.Rows(Schemas.ClusterSamples), Is.EqualTo(new[]
        {
            "0,1,2,2000,1000,1000,50,0,150,2048", "300,1,2,2000,1500,1500,75,0,175,2048", "600,1,2,2000,500,500,25,0,125,2048",
        }));
    }

    [Test]
    public void A_coarser_recording_interval_averages_and_its_last_may_be_shorter()
    {
        TrialRun run = TrialRun.Of(Roomy(), "record.interval=10 min");
        Assert.That(run.Rows(Schemas.HostSamples), Is.EqualTo(new[] { "0,h-1,2,1250,1250,62.5,0,162.5", "600,h-1,2,500,500,25,0,125" }));
        Assert.That(run.Rows(Schemas.VmSamples), Is.EqualTo(new[] { "0,a,750,750,0,0", "600,a,0,0,0,0", "0,b,500,500,0,0", "600,b,500,500,0,0" }));
        Assert.That(run.Rows(Schemas.Hosts), Is.EqualTo(TrialRun.Of(Roomy()).Rows(Schemas.Hosts)), "totals do not depend on what is recorded");
    }

    [Test]
    public void Empty_hosts_idle_when_asked_to()
    {
        TrialRun run = TrialRun.Of(Roomy(), "power.emptyHosts=idle");
        Assert.That(run.Column(Schemas.Hosts, "energy_kwh")[1], Is.EqualTo(100 * 0.25 / 1000).Within(1e-12), "100 W for 15 min");
        Assert.That(run["host_on_h"], Is.EqualTo(0.5));
        Assert.That(run["cpu_utilisation_pct"], Is.EqualTo(25));
    }

    [Test]
    public void The_summary_sums_up()
    {
        TrialRun run = TrialRun.Of(Roomy());
        Assert.That(run.Rows(Schemas.Summary), Is.EqualTo(new[]
        {
            "hosts,2,", "hosts_used,1,", "vms_placed,2,", "vms_unplaced,0,", "vms_max,2,", "cpu_demand_core_h,0.25,core-h",
            "cpu_granted_core_h,0.25,core-h", "cpu_utilisation_pct,50,%", "cpu_utilisation_pct_max,75,%", "cpu_ready_pct,0,%",
            "cpu_ready_pct_p95,0,%", "cpu_ready_pct_max,0,%", "mem_allocated_pct,50,%", "energy_kwh,0.0364583333,kWh",
            "power_w_mean,150,W", "power_w_max,175,W", "host_on_h,0.25,h", "duration_h,0.25,h", "trace_rows_skipped,0,",
        }));
    }

    [Test]
    public void Warm_up_is_left_out_of_every_total_alike()
    {
        // Steps 2 and 3: (175 + 125) / 2 + 125 = 275 W for 300 s; 1500 + 500 MHz.
        TrialRun run = TrialRun.Of(Roomy(), "warmup=5 min");
        Assert.That(run.Rows(Schemas.Hosts)[0], Is.EqualTo("h-1,inline,2,2000,4096,2,50,75,0.166666667,0.166666667,0,0.0229166667,0.166666667"));
        Assert.That(run.Column(Schemas.Vms, "cpu_granted_core_h"), Is.EqualTo(new[] { 1 / 12.0, 1 / 12.0 }).Within(1e-12));
        Assert.That((run["duration_h"], run["power_w_mean"], run["power_w_max"]), Is.EqualTo((1 / 6.0, 150.0, 175.0)));
        Assert.That(run.Rows(Schemas.HostSamples), Has.Length.EqualTo(3), "samples show the warm-up too");
    }

    [Test]
    public void Contending_VMs_wait_by_their_shares()
    {
        TrialRun run = TrialRun.Of(Tight());
        Assert.That(run.Column(Schemas.Vms, "cpu_ready_pct"), Is.EqualTo(new[] { 25.0, 75 }));
        Assert.That(run.Column(Schemas.Vms, "cpu_granted_core_h"), Is.EqualTo(new[] { 0.125, 250 / 1000.0 / 6 }).Within(1e-12));
        Assert.That(run.Texts(Schemas.Vms, "type"), Is.EqualTo(new[] { "type-1", "type-2" }), "types without a name are numbered");
        Assert.That(run["cpu_ready_pct"], Is.EqualTo(50));
        Assert.That(run.Column(Schemas.Hosts, "cpu_ready_pct"), Is.EqualTo(new[] { 50.0 }));
    }

    [Test]
    public void The_worst_come_first()
    {
        TrialRun run = TrialRun.Of(Tight());
        Assert.That(run.Rows(Schemas.WorstVms), Is.EqualTo(new[]
        {
            "1,b,0,1000,250,75", "1,b,300,1000,250,75", "2,a,0,1000,750,25", "2,a,300,1000,750,25",
        }));
        Assert.That(run.Rows(Schemas.WorstHosts), Is.EqualTo(new[] { "1,h,0,2000,1000,100,50", "1,h,300,2000,1000,100,50" }));
        Assert.That(TrialRun.Of(Tight(), "record.worst=0").Rows(Schemas.WorstVms), Is.Empty);
    }

    [Test]
    public void Ready_time_is_counted_in_classes()
    {
        string[] rows = TrialRun.Of(Tight()).Rows(Schemas.VmReadyHistogram);
        Assert.That(rows.Where(row => !row.EndsWith(",0", System.StringComparison.Ordinal)), Is.EqualTo(new[] { "20,50,1", "50,100,1" }));
    }

    [Test]
    public void The_heat_map_shows_busy_hosts_first_and_leaves_out_those_never_on()
    {
        Assert.That(TrialRun.Of(Roomy()).Rows(Schemas.HostHeatmap), Is.EqualTo(new[] { "h-1,0,50", "h-1,300,75", "h-1,600,25" }));
    }

    [Test]
    public void A_limit_caps_and_is_not_called_waiting()
    {
        TrialRun run = TrialRun.Of(Roomy(), "workload.0.vms.types.0.limit=250 MHz");
        Assert.That(run.Rows(Schemas.VmSamples)[1], Is.EqualTo("300,a,1000,250,0,75"));
    }

    [Test]
    public void A_VM_that_fits_nowhere_is_named_with_the_reason_and_has_an_empty_row()
    {
        TrialRun run = TrialRun.Of(Roomy(), "workload.0.vms.types.0.memory=8 GiB");
        Assert.That(run.Rows(Schemas.UnplacedVms)[0], Is.EqualTo("a,0,1,1000,8192,too little memory left on 2 of 2 hosts"));
        Assert.That(run.Rows(Schemas.Vms)[0], Is.EqualTo("a,,t,1,1000,8192,0,900,,,,,"));
        Assert.That((run["vms_unplaced"], run["vms_placed"], run["energy_kwh"]), Is.EqualTo((2.0, 0.0, 0.0)));
        Assert.That(run["cpu_ready_pct"], Is.NaN, "of no VM there is no ready time");
    }
}
