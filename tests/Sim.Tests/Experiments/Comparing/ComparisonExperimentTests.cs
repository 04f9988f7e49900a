using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using Sim.Experiments;
using Sim.Experiments.Comparing;
using Sim.Experiments.Judging;
using Sim.Kernel;
using Sim.Kernel.Results;
using Sim.Scenarios;

namespace Sim.Tests.Experiments.Comparing;

/// <summary>Comparisons of made-up runs: what a run finds is a function of its seed and its variant.</summary>
internal sealed class ComparisonExperimentTests
{
    private static readonly TableSchema Cdf = new("latency_cdf", "", [
        new("kind", ColumnType.Text, "", ""), new("vm", ColumnType.Text, "", ""), new("quantile", ColumnType.Real, "", ""), new("latency_us", ColumnType.Real, "us", ""),
    ]);

    [Test]
    public void Every_variant_runs_on_the_same_seeds()
    {
        List<(string, long)> ran = [];
        Comparison found = Compare(Noisy, options => options with { Seed = 5, Replications = 3, Run = (loaded, run, sink) => Noted(loaded, run, sink, ran) }, "first-fit", "worst-fit");
        Assert.That(ran.Order(), Is.EqualTo(new[]
        {
            ("first-fit", 5L), ("first-fit", 6L), ("first-fit", 7L), ("worst-fit", 5L), ("worst-fit", 6L), ("worst-fit", 7L),
        }));
        Assert.That(found.Seeds, Is.EqualTo(new[] { 5L, 6, 7 }));
        Assert.That(found.Metrics[0].Metric.Values[1], Is.EqualTo(new[] { 5, 6, 7 }.Select(seed => Rounded(Noise(seed) + 10))));
        Assert.That(found.Metrics[0].Findings[1].Finding, Is.EqualTo(Finding.Always), "the noise is common");
    }

    [Test]
    public void Without_a_seed_the_scenarios_counts() =>
        Assert.That(Compare(Noisy, options => options with { Replications = 2 }, "first-fit", "worst-fit").Seeds, Is.EqualTo(new[] { 42L, 43 }));

    [Test]
    public void Threads_do_not_show()
    {
        string[] Rows(int threads) => Written(Compare(Noisy, options => options with { Replications = 9, Threads = threads }, "first-fit", "best-fit", "worst-fit"));
        Assert.That(Rows(4), Is.EqualTo(Rows(1)));
    }

    [Test]
    public void It_stops_as_soon_as_every_chosen_mean_is_precise()
    {
        // One in twenty, and the interval of three is wide: 4.3 standard errors.
        Comparison found = Compare(Noisy, options => options with { Precision = 0.05, Replications = 100, Metrics = ["energy_kwh"] }, "first-fit", "worst-fit");
        Assert.That(found.Seeds, Has.Count.InRange(4, 20));
        Assert.That(found.Imprecise, Is.Empty);
        foreach (VariantFinding one in found.Metrics.Single().Findings)
        {
            Assert.That(one.Mean.RelativeHalfWidth, Is.LessThanOrEqualTo(0.05 / 1.05));
        }

        Comparison fewer = Compare(Noisy, options => options with { Replications = found.Seeds.Count - 1, Metrics = ["energy_kwh"], Precision = 0.05 }, "first-fit", "worst-fit");
        Assert.That(fewer.Imprecise, Is.Not.Empty, "one less was not enough");
    }

    [Test]
    public void A_precision_that_is_not_reached_is_said()
    {
        Comparison found = Compare(Noisy, options => options with { Precision = 0.0001, Replications = 5 }, "first-fit", "worst-fit");
        Assert.That(found.Seeds, Has.Count.EqualTo(5));
        Assert.That(found.Remarks[0].Text, Does.StartWith("after 5 replications, 2 means are not known to 0.01 %: energy_kwh of policy=first-fit; energy_kwh of policy=worst-fit;"));
    }

    [Test]
    public void Runs_without_chance_are_precise_at_once_and_said_to_be_so()
    {
        Comparison found = Compare((variant, _) => variant.Length, options => options with { Precision = 0.02, Replications = 50 }, "first-fit", "round-robin");
        Assert.That(found.Seeds, Has.Count.EqualTo(3));
        Assert.That(found.Remarks.Select(remark => remark.Id), Is.EqualTo(new[] { "SIM1303" }));
    }

    [Test]
    public void One_replication_and_variants_without_effect_are_remarked()
    {
        Assert.That(Compare(Noisy, options => options with { Replications = 1 }, "first-fit", "worst-fit").Remarks.Select(remark => remark.Id), Is.EqualTo(new[] { "SIM1302" }));
        Assert.That(
            Compare((_, seed) => Noise(seed), options => options, "first-fit", "worst-fit").Remarks.Single().Text,
            Is.EqualTo("no metric tells policy=worst-fit from policy=first-fit: what was varied has no effect here"));
    }

    [Test]
    public void What_runs_remark_is_told_once_and_names_its_variant_where_not_all_do()
    {
        Comparison found = Compare(Noisy, options => options with { Replications = 2, Run = Remarking }, "first-fit", "worst-fit");
        Assert.That(found.Remarks.Select(remark => remark.Text), Is.EqualTo(new[] { "for all", "policy=worst-fit: for one" }));
    }

    [Test]
    public void A_difference_beyond_the_ninth_digit_is_none()
    {
        Comparison found = Compare((variant, _) => variant == "first-fit" ? 0.1 + 0.2 : 0.3, options => options with { Replications = 2 }, "first-fit", "worst-fit");
        Assert.That(found.Metrics[0].IsConstant, Is.True);
    }

    [Test]
    public void Unknown_metrics_are_refused_before_anything_runs()
    {
        InputException fault = Assert.Throws<InputException>(() => Compare((_, _) => throw new InvalidOperationException(), options => options with { Metrics = ["energy_kwhh", "loudness_db"] }, "first-fit", "worst-fit"))!;
        Assert.That(fault.Errors.Select(error => error.Message), Is.EqualTo(new[]
        {
            "--metric: 'energy_kwhh' is no metric of these runs; did you mean 'energy_kwh'?",
            "--metric: 'loudness_db' is no metric of these runs; 'sim list metrics' names those there are, and summary.csv those of a whole run",
        }));
    }

    [Test]
    public void A_metric_that_the_summary_lacks_is_refused_after_one_replication()
    {
        int ran = 0;
        Assert.That(
            () => Compare((_, _) => Interlocked.Increment(ref ran), options => options with { Metrics = ["time_s"], Replications = 50 }, "first-fit", "worst-fit"),
            Throws.TypeOf<InputException>());
        Assert.That(ran, Is.EqualTo(2));
    }

    [Test]
    public void Faults_of_runs_are_told_of_all_variants_in_their_order_and_nothing_more_is_run()
    {
        InputException fault = Assert.Throws<InputException>(() => Compare(
            (variant, _) => throw new InputException([new InputError("t.csv", 3, 1, "bad"), new InputError("", 0, 0, "only " + variant)]), options => options with { Threads = 4 }, "first-fit", "worst-fit"))!;
        Assert.That(fault.Errors.Select(error => error.ToString()), Is.EqualTo(new[]
        {
            "t.csv:3:1: bad", "only first-fit (variant policy=first-fit)", "only worst-fit (variant policy=worst-fit)",
        }));
    }

    [Test]
    public void It_can_be_cancelled()
    {
        using CancellationTokenSource source = new();
        Assert.That(() => Compare((_, _) => Cancel(source), options => options with { Cancellation = source.Token, Replications = 1000 }, "first-fit", "worst-fit"), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void Progress_counts_runs()
    {
        List<RunProgress> told = [];
        Compare(Noisy, options => options with { Replications = 4, Threads = 3, Progress = told.Add }, "first-fit", "worst-fit");
        Assert.That(told, Is.EqualTo(Enumerable.Range(1, 8).Select(done => new RunProgress("compare", done, 8, "runs"))));
    }

    [Test]
    public void Latencies_of_all_VMs_are_averaged_over_the_replications()
    {
        Comparison found = Compare(Noisy, options => options with { Replications = 2, Seed = 1, Run = Latent }, "first-fit", "worst-fit");
        Assert.That(found.Latencies[1], Is.EqualTo(new[] { new LatencyPoint("wakeup", 0.5, 15), new LatencyPoint("wakeup", 0.99, 150) }));
        Assert.That(Written(found), Has.Member("policy=worst-fit,wakeup,0.99,150"));
    }

    [Test]
    public void Real_runs_repeat_with_the_seed_that_is_written_down()
    {
        const string Scenario = "workload: [ { synthetic: { vms: 5, span: 2 h } } ]\nhosts: [ { count: 2, type: dell-r740-8180 } ]\n";
        LoadedVariant[] variants = [.. new[] { 2, 3 }.Select(count => new LoadedVariant(
            new Variant(Text(count), []), ScenarioFile.Parse(Scenario, "real.yaml", ["hosts.0.count=" + Text(count)])))];
        Comparison found = ComparisonExperiment.Run(variants, new ComparisonOptions { Parts = Parts.Load(), Replications = 3, Verify = true });
        ExperimentOutcome again = Experiment.Run(variants[1].Scenario, new RunOptions { Parts = Parts.Load(), Seed = found.Seeds[2] }, new MemoryResultSink());
        foreach (MetricComparison metric in found.Metrics)
        {
            Assert.That(metric.Metric.Values[1][2], Is.EqualTo(again.Summary.First(one => one.Name == metric.Metric.Name).Value).Within(1e-6).Percent, metric.Metric.Name);
        }
    }

    private static Comparison Compare(Func<string, long, double> value, Func<ComparisonOptions, ComparisonOptions> change, params string[] policies)
    {
        LoadedVariant[] variants = [.. policies.Select(policy => new LoadedVariant(
            new Variant("policy=" + policy, ["placement.policy=" + policy]), ScenarioFile.Parse("seed: 42\n", "made-up.yaml", ["placement.policy=" + policy])))];
        ComparisonOptions options = new()
        {
            Parts = Parts.Load(),
            Run = (loaded, run, _) => Outcome(value(loaded.Scenario.Placement.Policy.Name, run.Seed!.Value)),
        };
        return ComparisonExperiment.Run(variants, change(options));
    }

    private static ExperimentOutcome Outcome(double energy) => new()
    {
        Summary = [new Metric("energy_kwh", energy, "kWh"), new Metric("hosts", 4, "")],
        Slos = [],
        Remarks = [],
        Inputs = [],
        Tables = [],
        Phases = [],
        VmSamples = 1,
        Events = 1,
    };

    private static double Noisy(string variant, long seed) => Noise(seed) + (variant == "first-fit" ? 0 : 10);

    private static double Noise(long seed) => 100 + (10 * Math.Sin(seed * 12.9898));

    private static double Rounded(double value) => double.Parse(value.ToString("E8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static double Cancel(CancellationTokenSource source)
    {
        source.Cancel();
        return 1;
    }

    private static ExperimentOutcome Noted(LoadedScenario loaded, RunOptions run, IResultSink sink, List<(string, long)> ran)
    {
        Assert.That(sink, Is.Not.Null);
        string policy = loaded.Scenario.Placement.Policy.Name;
        lock (ran)
        {
            ran.Add((policy, run.Seed!.Value));
        }

        return Outcome(Noisy(policy, run.Seed.Value));
    }

    private static ExperimentOutcome Remarking(LoadedScenario loaded, RunOptions run, IResultSink sink)
    {
        string policy = loaded.Scenario.Placement.Policy.Name;
        Remark[] some = [new("SIM1", "note", "for all"), .. policy == "worst-fit" ? new Remark[] { new("SIM2", "note", "for one") } : []];
        return Outcome(Noisy(policy, run.Seed!.Value)) with { Remarks = some };
    }

    private static ExperimentOutcome Latent(LoadedScenario loaded, RunOptions run, IResultSink sink)
    {
        using (IRowWriter other = sink.Open(new TableSchema("vms", "", [new("vm", ColumnType.Text, "", "")])))
        {
            other.Text("a");
            other.EndRow();
        }

        using IRowWriter rows = sink.Open(Cdf);
        foreach ((string vm, double quantile, double latency) in new[] { ("a", 0.5, 7.0), ("all", 0.99, 100), ("all", 0.5, 10) })
        {
            rows.Text("wakeup");
            rows.Text(vm);
            rows.Real(quantile);
            rows.Real(latency * run.Seed!.Value);
            rows.EndRow();
        }

        return Outcome(Noisy(loaded.Scenario.Placement.Policy.Name, run.Seed!.Value));
    }

    private static string[] Written(Comparison comparison)
    {
        MemoryResultSink sink = new();
        ComparisonTables.Write(comparison, sink);
        return [.. sink.Tables.SelectMany(table => sink[table]).Select(row => string.Join(",", row.Select(cell => string.Create(CultureInfo.InvariantCulture, $"{cell}"))))];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
