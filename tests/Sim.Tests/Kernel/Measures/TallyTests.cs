using System;
using System.Linq;
using FsCheck;
using MathNet.Numerics.Statistics;
using NUnit.Framework;
using Sim.Kernel;
using Sim.Kernel.Measures;
using Sim.Tests.Statistics;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Kernel.Measures;

public sealed class TallyTests
{
    // By hand: mean 5, squared deviations 9+1+1+1+0+0+4+16 = 32, over 7.
    [Test]
    public void Moments_are_those_computed_by_hand()
    {
        Tally tally = Of(2, 4, 4, 4, 5, 5, 7, 9);
        Assert.That(tally.Count, Is.EqualTo(8));
        Assert.That(tally.Mean, Is.EqualTo(5).Within(1e-15));
        Assert.That(tally.Sum, Is.EqualTo(40).Within(1e-13));
        Assert.That(tally.Variance, Is.EqualTo(32 / 7.0).Within(1e-14));
        Assert.That((tally.Minimum, tally.Maximum), Is.EqualTo((2, 9)));
    }

    // R: c(mean(x), var(x)) of x <- PlantGrowth$weight: 5.073000000000000 0.491670000000000
    [Test]
    public void Moments_are_those_of_R()
    {
        Tally tally = Of([.. PublishedSamples.PlantGrowth.SelectMany(group => group)]);
        Assert.That((tally.Mean, tally.Variance), Is.EqualTo((5.073, 0.49167)).Within(1e-14));
    }

    // NIST StRD NumAcc4 (univariate, average difficulty 'higher'), shortened to 1001 values: mean 10000000.2, deviation 0.1.
    [Test]
    public void A_small_spread_on_a_large_mean_is_not_lost()
    {
        Tally tally = Of([10000000.2, .. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 10000000.1 : 10000000.3)]);
        Assert.That(tally.Mean, Is.EqualTo(10000000.2).Within(1e-8));
        Assert.That(tally.StandardDeviation, Is.EqualTo(0.1).Within(1e-8));
    }

    [Test]
    public void Without_observations_there_is_no_number()
    {
        Tally tally = new();
        Assert.That((tally.Count, tally.Sum), Is.EqualTo((0, 0)));
        Assert.That(new[] { tally.Mean, tally.Variance, tally.Minimum, tally.Maximum, Of(1).Variance }, Is.All.NaN);
    }

    [Property]
    public bool Merging_is_the_same_as_tallying_all(NormalFloat[] left, NormalFloat[] right)
    {
        double[] first = [.. left.Select(x => x.Get % 1e6)];
        double[] second = [.. right.Select(x => x.Get % 1e6)];
        Tally merged = Of(first);
        merged.Merge(Of(second));
        Tally all = Of([.. first, .. second]);
        return merged.Count == all.Count
            && Nearly.Same(merged.Minimum, all.Minimum)
            && Nearly.Same(merged.Maximum, all.Maximum)
            && Nearly.Equal(merged.Mean, all.Mean, 1e6)
            && Nearly.Equal(merged.Variance, all.Variance, 1e12);
    }

    [Property]
    public bool Moments_agree_with_MathNet(NormalFloat[] values)
    {
        double[] sample = [.. values.Select(x => x.Get % 1e6)];
        Tally tally = Of(sample);
        return Nearly.Equal(tally.Mean, ArrayStatistics.Mean(sample), 1e6) && Nearly.Equal(tally.Variance, ArrayStatistics.Variance(sample), 1e12);
    }

    [TestCase(double.NaN)]
    [TestCase(double.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_refused(double value) =>
        Assert.That(() => Of(value), Throws.TypeOf<InvariantException>());

    private static Tally Of(params double[] values)
    {
        Tally tally = new();
        Array.ForEach(values, tally.Add);
        return tally;
    }
}
