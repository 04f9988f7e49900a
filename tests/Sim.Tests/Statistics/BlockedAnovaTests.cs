using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Statistics;

public sealed class BlockedAnovaTests
{
    // R: summary(aov(time ~ method + player))[[1]] of RoundingTimes: 2 21 42,
    // 0.093712121212121 4.218636363636365 0.312954545454546, 6.28830791575888 26.96005809731299,
    // 4.08410072219740e-03 5.59212106072854e-18
    [Test]
    public void Rounding_times_are_those_of_R()
    {
        BlockedAnova found = BlockedAnova.Of(PublishedSamples.RoundingTimes);
        Assert.That((found.Policies, found.Blocks, found.ResidualFreedom), Is.EqualTo((3, 22, 42L)));
        Assert.That(new[] { found.PolicySquares, found.BlockSquares, found.ResidualSquares }, Is.EqualTo(new[] { 0.093712121212121, 4.218636363636365, 0.312954545454546 }).Within(1e-12));
        Assert.That((found.Statistic, found.BlockStatistic), Is.EqualTo((6.28830791575888, 26.96005809731299)).Within(1e-9));
        Assert.That(found.PValue, Is.EqualTo(4.08410072219740e-03).Within(1e-12));
        Assert.That(found.BlockPValue, Is.EqualTo(5.59212106072854e-18).Within(1e-8).Percent);
    }

    [Test]
    public void Two_policies_are_a_paired_comparison()
    {
        BlockedAnova found = BlockedAnova.Of(PublishedSamples.Sleep);
        PairedComparison paired = PairedComparison.Of(PublishedSamples.Sleep[0], PublishedSamples.Sleep[1]);
        Assert.That(found.Statistic, Is.EqualTo(paired.Statistic * paired.Statistic).Within(1e-11));
        Assert.That(found.PValue, Is.EqualTo(paired.PValue).Within(1e-13));
    }

    [Property]
    public bool The_luck_that_all_share_does_not_matter(int seed)
    {
        RandomStream stream = new RandomStreams(seed)["policies"];
        double[][] policies = [.. Enumerable.Range(0, 3).Select(i => Enumerable.Range(0, 6).Select(_ => stream.NextNormal(i, 2)).ToArray())];
        double[] luck = [.. Enumerable.Range(0, 6).Select(_ => stream.NextNormal(0, 50))];
        BlockedAnova found = BlockedAnova.Of(policies);
        BlockedAnova lucky = BlockedAnova.Of([.. policies.Select(policy => policy.Zip(luck, (x, y) => x + y).ToArray())]);
        return Math.Abs(found.Statistic - lucky.Statistic) < 1e-8 * Math.Max(1, found.Statistic)
            && Math.Abs(found.ResidualSquares - lucky.ResidualSquares) < 1e-8;
    }

    [Test]
    public void What_does_not_vary_is_equal_and_too_few_tell_nothing()
    {
        Assert.That((BlockedAnova.Of([[1, 2], [1, 2]]).Statistic, BlockedAnova.Of([[1, 2], [1, 2]]).PValue), Is.EqualTo((0.0, 1.0)));
        Assert.That(new[] { BlockedAnova.Of([[1], [2]]).PValue, BlockedAnova.Of([[], []]).PValue }, Is.All.NaN);
        Assert.That(() => BlockedAnova.Of([[1.0, 2]]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => BlockedAnova.Of([[1.0, 2], [1]]), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
