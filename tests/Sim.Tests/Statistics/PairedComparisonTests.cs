using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Statistics;

public sealed class PairedComparisonTests
{
    // R, with a and b the two groups: t.test(b, a, paired = TRUE) has t 4.06212768338203656, p 0.00283289019738427 and the
    // interval 0.70011423672301754 2.45988576327698238. The correlation, cor(a, b), is 0.795170205833578. The variance of
    // b - a over the sum of those of a and b, by var, is 0.209844958850908.
    [Test]
    public void Sleep_is_that_of_R()
    {
        PairedComparison found = PairedComparison.Of(PublishedSamples.Sleep[0], PublishedSamples.Sleep[1]);
        Assert.That((found.Pairs, found.Difference.Estimate), Is.EqualTo((10, 1.58)).Within(1e-12));
        Assert.That(found.Difference.Low, Is.EqualTo(0.70011423672301754).Within(1e-11));
        Assert.That(found.Difference.High, Is.EqualTo(2.45988576327698238).Within(1e-11));
        Assert.That(found.Statistic, Is.EqualTo(4.06212768338203656).Within(1e-12));
        Assert.That(found.PValue, Is.EqualTo(0.00283289019738427).Within(1e-13));
        Assert.That(found.Correlation, Is.EqualTo(0.795170205833578).Within(1e-12));
        Assert.That(found.VarianceRatio, Is.EqualTo(0.209844958850908).Within(1e-12));
    }

    [Test]
    public void Policies_that_decide_alike_do_not_differ()
    {
        PairedComparison same = PairedComparison.Of([1, 2, 4], [1, 2, 4]);
        Assert.That((same.Difference, same.Statistic, same.PValue), Is.EqualTo((new Interval(0, 0, 0.95), 0.0, 1.0)));
        Assert.That((same.Correlation, same.VarianceRatio), Is.EqualTo((1.0, 0.0)).Within(1e-12));
    }

    [Test]
    public void A_difference_that_is_always_the_same_is_certain()
    {
        PairedComparison shifted = PairedComparison.Of([1, 2, 4], [3, 4, 6]);
        Assert.That((shifted.Difference, shifted.Statistic, shifted.PValue), Is.EqualTo((new Interval(2, 0, 0.95), double.PositiveInfinity, 0.0)));
    }

    [Test]
    public void Too_few_pairs_tell_nothing_and_unequal_ones_are_refused()
    {
        PairedComparison one = PairedComparison.Of([1], [3]);
        Assert.That(one.Difference.Estimate, Is.EqualTo(2));
        Assert.That(new[] { one.Difference.HalfWidth, one.Statistic, one.PValue, one.Correlation, one.VarianceRatio }, Is.All.NaN);
        Assert.That(new[] { PairedComparison.Of([], []).Difference.Estimate, PairedComparison.Of([], []).PValue }, Is.All.NaN);
        Assert.That(PairedComparison.Of([1, 1], [2, 3]).Correlation, Is.NaN);
        Assert.That(() => PairedComparison.Of([1, 2], [1]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => PairedComparison.Of([1, 2], [1, 2], 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Property]
    public bool Exchanging_the_two_turns_the_sign_and_units_do_not_matter(int seed)
    {
        RandomStream stream = new RandomStreams(seed)["pairs"];
        double[] first = [.. Enumerable.Range(0, 8).Select(_ => stream.NextNormal(5, 2))];
        double[] second = [.. first.Select(x => (0.7 * x) + stream.NextNormal(1, 1))];
        PairedComparison forth = PairedComparison.Of(first, second);
        PairedComparison back = PairedComparison.Of([.. second.Select(x => (1000 * x) + 7)], [.. first.Select(x => (1000 * x) + 7)]);
        return Math.Abs(forth.Statistic + back.Statistic) < 1e-8 * Math.Max(1, Math.Abs(forth.Statistic))
            && Math.Abs(forth.PValue - back.PValue) < 1e-8
            && Math.Abs(forth.Correlation - back.Correlation) < 1e-8
            && Math.Abs(forth.VarianceRatio - back.VarianceRatio) < 1e-8;
    }

    // Under no difference p is uniform: of 1000 p-values below 0.05 are 50, with a deviation of 6.9.
    [Test]
    public void Differences_by_chance_are_as_rare_as_claimed()
    {
        RandomStream stream = new RandomStreams(12)["pairs"];
        int wrong = Enumerable.Range(0, 1000).Count(_ =>
        {
            double[] luck = [.. Enumerable.Range(0, 10).Select(_ => stream.NextNormal(0, 5))];
            return PairedComparison.Of([.. luck.Select(x => x + stream.NextNormal(0, 1))], [.. luck.Select(x => x + stream.NextNormal(0, 1))]).PValue < 0.05;
        });
        Assert.That(wrong, Is.EqualTo(50).Within(23));
    }
}
