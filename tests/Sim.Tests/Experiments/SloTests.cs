using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Tables;

namespace Sim.Tests.Experiments;

/// <summary>Objectives on a host of one core that two VMs want whole: they wait 25 % and 75 % of the time.</summary>
internal sealed class SloTests
{
    private static string Tight() => $$"""
        workload:
          - trace: { path: {{TrialRun.Trace("slo.csv", ("a", [100, 100]), ("b", [100, 100]))}} }
            vms: { types: [ { speed: 1 GHz, shares: 3000 }, { speed: 1 GHz, shares: 1000 } ] }
        hosts: [ { name: h, type: {{TrialRun.SmallHost}} } ]
        placement: { overcommit: { cpu: 2 } }
        """;

    [TestCase("cpu_ready_pct.max <= 75", 75, true)]
    [TestCase("cpu_ready_pct.max < 75", 75, false)]
    [TestCase("cpu_ready_pct.min >= 25", 25, true)]
    [TestCase("cpu_ready_pct.mean == 50", 50, true)]
    [TestCase("cpu_ready_pct.sum > 100", 100, false)]
    [TestCase("cpu_ready_pct <= 5", 50, false)]
    [TestCase("vms_unplaced == 0", 0, true)]
    [TestCase("hosts_on.max <= 1", 1, true)]
    [TestCase("energy_kwh.max <= 1", 200.0 / 6 / 1000, true)]
    [TestCase("power_w.mean < 200", 200, false)]
    [TestCase("cpu_utilisation_pct.p99 <= 100", 100, true)]
    [TestCase("cpu_capped_pct.max == 0", 0, true)]
    public void Objectives_are_judged(string slo, double value, bool met)
    {
        TrialRun run = TrialRun.Of(Tight(), $"slo=[\"{slo}\"]");
        Assert.That(run.Outcome.Slos.Select(result => (result.Slo, result.Met)), Is.EqualTo(new[] { (slo, met) }));
        Assert.That(run.Column(Schemas.Slo, "value")[0], Is.EqualTo(value).Within(1e-9));
        Assert.That(run.Texts(Schemas.Slo, "met"), Is.EqualTo(new[] { met ? "yes" : "no" }));
    }

    [TestCase("cpu_ready_pct.p95 <= 5")]
    [TestCase("cpu_ready_pct_p95 <= 5")]
    public void No_objective_on_VMs_is_met_where_none_ran(string slo)
    {
        TrialRun run = TrialRun.Of(Tight(), $"slo=[\"{slo}\"]", "workload.0.vms.default.memory=9 GiB", "workload.0.vms.types=[]");
        Assert.That(run.Outcome.Slos[0].Value, Is.NaN);
        Assert.That(run.Outcome.Slos[0].Met, Is.False);
    }

    [Test]
    public void A_metric_that_is_not_there_is_a_fault_at_its_place()
    {
        string yaml = Tight() + "\nslo:\n  - cpu_redy_pct.p95 <= 5\n  - hosts_used.max <= 3\n  - cpu_capped_pct <= 3\n";
        Assert.That(TrialRun.Faults(yaml), Is.EqualTo(new[]
        {
            "trial.yaml:7:5: slo[0]: 'cpu_redy_pct' is not a metric of VMs, hosts or the cluster over time; did you mean 'cpu_ready_pct'?",
            "trial.yaml:8:5: slo[1]: 'hosts_used' is not a metric of VMs, hosts or the cluster over time; it is one of the whole run: write 'hosts_used' alone",
            "trial.yaml:9:5: slo[2]: 'cpu_capped_pct' is not a metric of the whole run; add an aggregate, as in 'cpu_capped_pct.max'",
        }));
    }
}
