using System;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class IntervalTests
{
    // Student (1908), "The probable error of a mean", hours of sleep gained; R: t.test(extra ~ group, sleep, paired = TRUE).
    private static readonly double[] Sleep = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4];

    [Test]
    public void The_interval_is_that_of_R()
    {
        Interval interval = Interval.OfMean(Sleep);
        Assert.That(interval.Estimate, Is.EqualTo(1.58).Within(1e-12));
        Assert.That(interval.Low, Is.EqualTo(0.7001142).Within(5e-8));
        Assert.That(interval.High, Is.EqualTo(2.4598858).Within(5e-8));
        Assert.That(interval.RelativeHalfWidth, Is.EqualTo(0.8798858 / 1.58).Within(1e-6));
    }

    // The number of 1000 intervals that hold the mean is binomial(1000, 0.9): 900 with a deviation of 9.5; 3.29 of them.
    [Test]
    public void As_many_intervals_hold_the_mean_as_they_claim()
    {
        RandomStream stream = new RandomStreams(21)["coverage"];
        double[] sample = new double[5];
        int held = 0;
        for (int i = 0; i < 1000; i++)
        {
            for (int j = 0; j < sample.Length; j++)
            {
                sample[j] = stream.NextNormal(10, 3);
            }

            held += Interval.OfMean(sample, 0.9).Contains(10) ? 1 : 0;
        }

        Assert.That(held, Is.EqualTo(900).Within(31));
    }

    [Test]
    public void One_observation_has_no_width()
    {
        Interval interval = Interval.OfMean([7]);
        Assert.That((interval.Estimate, double.IsNaN(interval.HalfWidth), interval.Contains(7)), Is.EqualTo((7.0, true, false)));
    }

    // R: qt(.9995, 1) * sd(c(0, 2)) / sqrt(2): 636.61924876878970, and with .99995 6366.19767131663684, where MathNet's inverse ends.
    [TestCase(0.999, 636.61924876878970)]
    [TestCase(0.9999, 6366.19767131663684)]
    public void Two_observations_may_be_asked_for_much(double confidence, double halfWidth) =>
        Assert.That(Interval.OfMean([0, 2], confidence).HalfWidth, Is.EqualTo(halfWidth).Within(1e-7).Percent);

    // R: y <- cars$dist[1:10]; x <- cars$speed[1:10]; r <- sum(y) / sum(x); s2 <- var(y) - 2*r*cov(x, y) + r^2*var(x)
    // c(r, qt(.975, 9) * sqrt(s2 / 10) / mean(x)): 1.987500000000000 0.685993273415606
    [Test]
    public void A_ratio_is_that_of_R()
    {
        Interval ratio = Interval.OfRatio([2, 10, 4, 22, 16, 10, 18, 26, 34, 17], [4, 4, 7, 7, 8, 9, 10, 10, 10, 11]);
        Assert.That((ratio.Estimate, ratio.HalfWidth), Is.EqualTo((1.9875, 0.685993273415606)).Within(1e-11));
    }

    [Test]
    public void A_ratio_to_nothing_is_not_known()
    {
        Assert.That(new[] { Interval.OfRatio([1, 2], [0, 0]).Estimate, Interval.OfRatio([], []).Estimate, Interval.OfRatio([1], [2]).HalfWidth }, Is.All.NaN);
        Assert.That(() => Interval.OfRatio([1, 2], [1]), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [TestCase(0)]
    [TestCase(double.NaN)]
    [TestCase(1)]
    public void Certainty_is_refused(double confidence) =>
        Assert.That(() => Interval.OfMean(Sleep, confidence), Throws.TypeOf<ArgumentOutOfRangeException>());
}
