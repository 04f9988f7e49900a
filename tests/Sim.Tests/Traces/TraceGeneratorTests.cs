using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;
using Sim.Traces;
using Sim.Traces.Summary;
using Sim.Traces.Synthesis;

namespace Sim.Tests.Traces;

internal sealed class TraceGeneratorTests
{
    [Test]
    public void The_same_seed_gives_the_same_trace_and_another_another()
    {
        TraceGeneratorOptions options = new() { Vms = 5, Memory = true, Churn = 0.5 };
        string first = WorkloadText.Of(TraceGenerator.Generate(options));
        Assert.That(WorkloadText.Of(TraceGenerator.Generate(options)), Is.EqualTo(first));
        Assert.That(WorkloadText.Of(TraceGenerator.Generate(options with { Seed = 2 })), Is.Not.EqualTo(first));
    }

    [Test]
    public void A_VM_does_not_depend_on_how_many_there_are()
    {
        Workload few = TraceGenerator.Generate(new TraceGeneratorOptions { Vms = 3 });
        Workload many = TraceGenerator.Generate(new TraceGeneratorOptions { Vms = 30 });
        Assert.That(many.Samples(Counter.Cpu, 2), Is.EqualTo(few.Samples(Counter.Cpu, 2)));
        Assert.That((many.Name(2), many.Size(2)), Is.EqualTo((few.Name(2), few.Size(2))));
    }

    [Test]
    public void VMs_differ_in_mean_and_bursts_have_a_heavy_tail()
    {
        TraceSummary summary = TraceInfo.Of(TraceGenerator.Generate(new TraceGeneratorOptions { Vms = 500 }));
        CounterSummary cpu = summary.Counters.Single();
        Assert.That(cpu.Mean, Is.InRange(8, 14), "9 % of level and what bursts add");
        Assert.That(cpu.MedianVmMean, Is.LessThan(cpu.Mean));
        Assert.That(cpu.Max, Is.EqualTo(100));
        Assert.That(cpu.Quantiles[6], Is.GreaterThan(5 * cpu.Mean));
    }

    [Test]
    public void Load_follows_the_day_and_drops_at_the_weekend()
    {
        TraceGeneratorOptions options = new()
        {
            Vms = 200,
            Span = Duration.FromHours(24 * 7),
            Interval = Duration.FromHours(1),
            Bursts = 0,
            Noise = 0,
            Decimals = 3,
            Spread = 0,
        };
        Workload workload = TraceGenerator.Generate(options);
        double[] hours = new double[168];
        for (int vm = 0; vm < workload.VmCount; vm++)
        {
            double[] values = workload.Samples(Counter.Cpu, vm);
            hours = [.. hours.Zip(values, (sum, value) => sum + (value / workload.VmCount))];
        }

        // Expected: mean 9, a daily cosine that averages out, 30 % less on days 6 and 7.
        Assert.That(hours.Take(96).Average(), Is.EqualTo(9).Within(0.1));
        Assert.That(hours.Skip(120).Take(42).Average(), Is.EqualTo(6.3).Within(0.3));
        Assert.That(hours.Take(24).Max() / hours.Take(24).Min(), Is.InRange(1.3, 1.9));
    }

    [Test]
    public void VMs_come_and_go_within_the_span()
    {
        Workload workload = TraceGenerator.Generate(new TraceGeneratorOptions { Vms = 200, Churn = 1 });
        Lifetime[] lives = [.. Enumerable.Range(0, 200).Select(workload.Lifetime)];
        Assert.That(lives.Count(life => life.Deleted == SimTime.Never), Is.InRange(10, 120));
        Assert.That(lives.All(life => life.Created >= SimTime.Zero && life.Created < SimTime.FromSeconds(86400)), Is.True);
        Assert.That(workload.Span, Is.EqualTo(Duration.FromHours(24)));
    }

    [Test]
    public void All_faulty_options_are_reported()
    {
        TraceGeneratorOptions options = new() { Vms = 0, Diurnal = 2, Interval = Duration.Zero, Noise = double.NaN };
        InputException fault = Assert.Throws<InputException>(() => TraceGenerator.Generate(options))!;
        Assert.That(fault.Errors.Select(error => error.Message.Split(':')[0]), Is.EqualTo(new[] { "vms", "interval", "diurnal", "noise" }));
        Assert.That(fault.Errors[0].Message, Is.EqualTo("vms: found 0; expected 1 to 10000000"));
    }

    [Test]
    public void Noise_is_standard()
    {
        TraceStream random = new(new RandomStreams(7), 3);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextNoise())];
        // Expected: mean 0 and variance 1; 5 standard errors are 0.016 and 0.02.
        Assert.That(draws.Average(), Is.EqualTo(0).Within(0.016));
        Assert.That(draws.Average(z => z * z), Is.EqualTo(1).Within(0.02));
        Assert.That(Math.Abs(draws.Max()), Is.LessThan(3.5));
    }

    [Test]
    public void Uniform_draws_fill_the_unit_interval()
    {
        TraceStream random = new(new RandomStreams(1), 0);
        double[] draws = [.. Enumerable.Range(0, 100_000).Select(_ => random.NextDouble())];
        Assert.That(draws.Average(), Is.EqualTo(0.5).Within(0.005));
        Assert.That(draws.Min(), Is.InRange(0, 0.001));
        Assert.That(draws.Max(), Is.InRange(0.999, 1));
    }
}
