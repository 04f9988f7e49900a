using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class BatchMeansTests
{
    // R: m <- colMeans(matrix(Nile, 4)); t.test(m): 919.35, 865.1119591790098 973.5880408209904; acf(m, 1)$acf[2]: 0.469825153940552,
    // C <- 1 - sum(diff(m)^2) / (2 * sum((m - mean(m))^2)); 1 - pnorm(C * sqrt((25^2 - 1) / 23)): 0.0024120189756458
    [Test]
    public void A_river_that_changed_is_seen_to_be_correlated()
    {
        BatchMeans means = BatchMeans.Of(PublishedSamples.Nile);
        Assert.That((means.Batches, means.BatchSize, means.Unused), Is.EqualTo((25, 4L, 0L)));
        Assert.That(means.Interval.Estimate, Is.EqualTo(919.35).Within(1e-10));
        Assert.That(means.Interval.Low, Is.EqualTo(865.1119591790098).Within(1e-9));
        Assert.That(means.Interval.High, Is.EqualTo(973.5880408209904).Within(1e-9));
        Assert.That(means.LagOne, Is.EqualTo(0.469825153940552).Within(1e-12));
        Assert.That(means.PValue, Is.EqualTo(0.0024120189756458).Within(1e-10));
        Assert.That(means.LongEnough, Is.False);
    }

    // R, the same with matrix(lh, 2): half-width 0.210027038972837, acf 0.2636203866432338, p 0.0689546685225518.
    [Test]
    public void Hormones_are_those_of_R()
    {
        BatchMeans means = BatchMeans.Of(PublishedSamples.Hormone);
        Assert.That((means.Batches, means.BatchSize), Is.EqualTo((24, 2L)));
        Assert.That(means.Interval.HalfWidth, Is.EqualTo(0.210027038972837).Within(1e-12));
        Assert.That((means.LagOne, means.PValue), Is.EqualTo((0.2636203866432338, 0.0689546685225518)).Within(1e-10));
    }

    // 1000 autoregressive runs with correlation 0.8 a step and mean 0. The share that hold it is binomial with a deviation
    // of 0.7 %; of all runs of 4100 a little below 95 %, as batches of 128 are still correlated by 0.02.
    [Test]
    public void As_many_intervals_hold_the_mean_of_an_autoregression_as_they_claim()
    {
        RandomStream stream = new RandomStreams(5)["autoregression"];
        int held = Enumerable.Range(0, 1000).Count(_ => BatchMeans.Of(Autoregression(stream, 4100)).Interval.Contains(0));
        Assert.That(held, Is.InRange(925, 970));
    }

    // M/M/1 at load 0.5 from the steady state: waiting times by D. V. Lindley's recursion, whose mean is 0.5 / (1 - 0.5) services.
    [Test]
    public void As_many_intervals_hold_the_mean_waiting_time_of_a_queue_as_they_claim()
    {
        RandomStream stream = new RandomStreams(6)["queue"];
        BatchMeans[] runs = [.. Enumerable.Range(0, 500).Select(_ => BatchMeans.Of(Waits(stream, 10_300)))];
        Assert.That(runs.Count(run => run.Interval.Contains(1)) / 500.0, Is.InRange(0.91, 0.975));
        Assert.That(runs.Count(run => run.LongEnough) / 500.0, Is.GreaterThan(0.8), "at most 10 % are taken for too short by chance, and some for their correlation");
    }

    [Test]
    public void Batches_that_are_too_short_are_told_from_those_that_are_not()
    {
        RandomStream stream = new RandomStreams(7)["autoregression"];
        Assert.That(Enumerable.Range(0, 200).Count(_ => BatchMeans.Of(Autoregression(stream, 60)).LongEnough), Is.LessThan(20));
        Assert.That(Enumerable.Range(0, 200).Count(_ => BatchMeans.Of(Autoregression(stream, 20_000)).LongEnough), Is.GreaterThan(160));
    }

    [Test]
    public void Too_little_gives_what_can_be_known()
    {
        BatchMeans none = BatchMeans.Of([]);
        BatchMeans two = BatchMeans.Of([1, 3]);
        BatchMeans equal = BatchMeans.Of(Enumerable.Repeat(4.0, 100).ToArray());
        Assert.That(new[] { none.Interval.Estimate, none.Interval.HalfWidth, none.LagOne, none.PValue, two.PValue }, Is.All.NaN);
        Assert.That((none.LongEnough, two.LongEnough, two.LagOne), Is.EqualTo((false, false, -0.5)));
        Assert.That((equal.Interval.Estimate, equal.Interval.HalfWidth, equal.LongEnough), Is.EqualTo((4.0, 0.0, true)));
        Assert.That(() => BatchMeans.Of([1, 2], 1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static double[] Autoregression(RandomStream stream, int count)
    {
        double[] values = new double[count];
        double last = stream.NextNormal(0, 1 / 0.6);
        for (int i = 0; i < count; i++)
        {
            values[i] = last = (0.8 * last) + stream.NextNormal(0, 1);
        }

        return values;
    }

    private static double[] Waits(RandomStream stream, int count)
    {
        double[] values = new double[count];
        double last = stream.NextBool(0.5) ? stream.NextExponential(2) : 0;
        for (int i = 0; i < count; i++)
        {
            values[i] = last = Math.Max(0, last + stream.NextExponential(1) - stream.NextExponential(2));
        }

        return values;
    }
}
