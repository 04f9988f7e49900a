using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class ConfidenceLimitsTests
{
    // R: x <- sort(PlantGrowth$weight); x[c(qbinom(.025, 30, .5), qbinom(.975, 30, .5) + 1)]: 4.69 5.37; median(x): 5.155
    [Test]
    public void A_median_lies_between_the_order_statistics_that_R_counts_out()
    {
        ConfidenceLimits limits = ConfidenceLimits.OfQuantile(Plants, 0.5);
        Assert.That((limits.Low, limits.High, limits.Confidence), Is.EqualTo((4.69, 5.37, 0.95)));
        Assert.That(limits.Estimate, Is.EqualTo(5.155).Within(1e-14));
    }

    // R: c(qbinom(.025, 30, .9), qbinom(.975, 30, .9) + 1): 23 31, and sort(PlantGrowth$weight)[23]: 5.54
    [Test]
    public void Too_few_observations_set_no_upper_limit()
    {
        ConfidenceLimits limits = ConfidenceLimits.OfQuantile(Plants, 0.9);
        Assert.That((limits.Low, limits.High), Is.EqualTo((5.54, double.PositiveInfinity)));
        Assert.That(limits.Contains(100), Is.True);
    }

    // R: qbinom(.025, n, .99) and qbinom(.975, n, .99) + 1 of 367, 368 and 1000: 359 368, 360 368, 983 997
    [TestCase(367, 359, double.PositiveInfinity)]
    [TestCase(368, 360, 368)]
    [TestCase(1000, 983, 997)]
    public void A_p99_needs_368_observations(int count, double low, double high)
    {
        ConfidenceLimits limits = ConfidenceLimits.OfQuantile([.. Enumerable.Range(1, count).Select(i => (double)i)], 0.99);
        Assert.That((limits.Low, limits.High), Is.EqualTo((low, high)));
    }

    // Pareto numbers, p90 of 100: the limits are the 84th and the 97th smallest, which hold it with 95.6 % or more.
    [Test]
    public void As_many_limits_hold_the_quantile_as_they_claim()
    {
        RandomStream stream = new RandomStreams(15)["pareto"];
        double truth = Math.Pow(0.1, -1 / 1.5);
        int held = Enumerable.Range(0, 1000).Count(_ =>
            ConfidenceLimits.OfQuantile([.. Enumerable.Range(0, 100).Select(_ => stream.NextPareto(1, 1.5))], 0.9).Contains(truth));
        Assert.That(held, Is.InRange(935, 985));
    }

    // R: prop.test(x, n, conf.level = c, correct = FALSE)$conf.int
    [TestCase(15, 148, 0.95, 0.0623863995307363, 0.1604872417233080)]
    [TestCase(0, 20, 0.95, 0.0, 0.161125158052819)]
    [TestCase(20, 20, 0.99, 0.750894598901247, 1.0)]
    public void Proportions_are_those_of_R(int successes, int trials, double confidence, double low, double high)
    {
        ConfidenceLimits limits = ConfidenceLimits.OfProportion(successes, trials, confidence);
        Assert.That((limits.Estimate, limits.Low, limits.High), Is.EqualTo(((double)successes / trials, low, high)).Within(1e-10));
    }

    [Test]
    public void Nothing_tells_nothing_and_numbers_have_a_range()
    {
        ConfidenceLimits quantile = ConfidenceLimits.OfQuantile([], 0.5);
        ConfidenceLimits proportion = ConfidenceLimits.OfProportion(0, 0);
        Assert.That(new[] { quantile.Estimate, quantile.Low, quantile.High, proportion.Estimate }, Is.All.NaN);
        Assert.That((proportion.Low, proportion.High), Is.EqualTo((0.0, 1.0)));
        Assert.That(ConfidenceLimits.OfQuantile([7], 1), Is.EqualTo(new ConfidenceLimits(7, 7, double.PositiveInfinity, 0.95)));
        Assert.That(() => ConfidenceLimits.OfQuantile([1], 1.5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ConfidenceLimits.OfQuantile([1], 0.5, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ConfidenceLimits.OfProportion(2, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => ConfidenceLimits.OfProportion(-1, 1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static double[] Plants => [.. PublishedSamples.PlantGrowth.SelectMany(group => group)];
}
