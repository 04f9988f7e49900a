using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class RunUntilPrecisionTests
{
    // By hand: 9 and 11 in turn have a half-width of about t / sqrt(n - 1), and 10 g / (1 + g) is 0.990 for g = 0.11.
    // R: for(n in seq(2, 8, 2)) print(qt(.975, n-1) / sqrt(n-1)): 12.71, 1.837, 1.150, 0.8938.
    [Test]
    public void It_stops_when_the_half_width_is_small_enough()
    {
        RunUntilPrecision run = RunUntilPrecision.Of(i => i % 2 == 0 ? 9 : 11, new PrecisionTarget { RelativeError = 0.11, Minimum = 2 });
        Assert.That((run.Count, run.IsPrecise, run.IsDone), Is.EqualTo((8, true, true)));
        Assert.That(run.Result().HalfWidth, Is.EqualTo(0.8938).Within(0.0001));
    }

    [Test]
    public void It_makes_at_least_the_minimum_and_at_most_the_maximum()
    {
        RunUntilPrecision constant = RunUntilPrecision.Of(_ => 5, new PrecisionTarget());
        RunUntilPrecision wild = RunUntilPrecision.Of(i => i % 2 == 0 ? 1 : -1, new PrecisionTarget { Maximum = 30 });
        Assert.That((constant.Count, constant.IsPrecise), Is.EqualTo((10, true)));
        Assert.That((wild.Count, wild.IsPrecise, wild.IsDone), Is.EqualTo((30, false, true)));
    }

    [Test]
    public void The_least_precise_metric_decides_and_an_absolute_error_helps_those_near_zero()
    {
        PrecisionTarget target = new() { Minimum = 2, Maximum = 40 };
        RunUntilPrecision strict = RunUntilPrecision.Of(i => [100, i % 2 == 0 ? 1 : -1], target, 2);
        RunUntilPrecision lenient = RunUntilPrecision.Of(i => [100, i % 2 == 0 ? 1 : -1], target with { AbsoluteError = 0.5 }, 2);
        Assert.That((strict.Count, strict.IsPrecise), Is.EqualTo((40, false)));
        Assert.That(lenient.IsPrecise, Is.True);
        Assert.That(lenient.Result(1).HalfWidth, Is.LessThanOrEqualTo(0.5));
        Assert.That((lenient.Metrics, lenient.Result(0).Estimate, lenient.Result(0).HalfWidth), Is.EqualTo((2, 100.0, 0.0)));
    }

    // Exponential replications of mean 3, to a relative error of 10 % at 90 %: about 330 replications a run. Of 400 runs
    // 360 should be that near, with a deviation of 6.
    [Test]
    public void As_many_runs_are_as_near_the_mean_as_asked_for()
    {
        RandomStream stream = new RandomStreams(11)["replications"];
        PrecisionTarget target = new() { RelativeError = 0.1, Confidence = 0.9 };
        RunUntilPrecision[] runs = [.. Enumerable.Range(0, 400).Select(_ => RunUntilPrecision.Of(_ => stream.NextExponential(3), target))];
        Assert.That(runs.Count(run => Math.Abs(run.Result().Estimate - 3) <= 0.3), Is.InRange(335, 390));
        Assert.That(runs.Average(run => run.Count), Is.EqualTo(327).Within(5).Percent, "(1.645 / 0.0909)^2");
    }

    [Test]
    public void Replications_are_given_their_index_in_order()
    {
        int next = 0;
        RunUntilPrecision.Of(i => i == next++ ? 1 : throw new InvalidOperationException(), new PrecisionTarget());
        Assert.That(next, Is.EqualTo(10));
    }

    [Test]
    public void Parameters_out_of_range_are_refused()
    {
        RunUntilPrecision run = new(new PrecisionTarget(), 2);
        Assert.That(() => run.Add(1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => run.Result(2), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new RunUntilPrecision(new PrecisionTarget(), 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That((run.Count, run.IsDone, double.IsNaN(run.Result().Estimate)), Is.EqualTo((0, false, true)));
    }
}
