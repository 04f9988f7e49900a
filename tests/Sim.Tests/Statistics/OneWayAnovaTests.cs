using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Statistics;

public sealed class OneWayAnovaTests
{
    // R: summary(aov(weight ~ group, PlantGrowth))[[1]]: 2 27, 3.76634 10.49209, 4.84608786238014, 0.0159099583256229
    [Test]
    public void Plants_are_those_of_R()
    {
        OneWayAnova found = OneWayAnova.Of(PublishedSamples.PlantGrowth);
        Assert.That((found.BetweenFreedom, found.WithinFreedom), Is.EqualTo((2L, 27L)));
        Assert.That((found.BetweenSquares, found.WithinSquares), Is.EqualTo((3.76634, 10.49209)).Within(1e-12));
        Assert.That(found.MeanSquareWithin, Is.EqualTo(0.388595925925926).Within(1e-13));
        Assert.That((found.Statistic, found.PValue), Is.EqualTo((4.84608786238014, 0.0159099583256229)).Within(1e-12));
    }

    // R: the same of count ~ spray, InsectSprays: 34.7022820554917, 3.18258372614518e-17; of weight ~ feed, chickwts:
    // 231129.162102920 195556.020995671, 15.3647997747125, 5.93641985347133e-10
    [Test]
    public void Small_chances_keep_their_digits_and_sizes_may_differ()
    {
        OneWayAnova sprays = OneWayAnova.Of(PublishedSamples.InsectSprays);
        OneWayAnova chicks = OneWayAnova.Of(PublishedSamples.ChickWeights);
        Assert.That(sprays.Statistic, Is.EqualTo(34.7022820554917).Within(1e-11));
        Assert.That(sprays.PValue, Is.EqualTo(3.18258372614518e-17).Within(1e-9).Percent);
        Assert.That((chicks.BetweenSquares, chicks.WithinSquares), Is.EqualTo((231129.162102920, 195556.020995671)).Within(1e-8));
        Assert.That(chicks.PValue, Is.EqualTo(5.93641985347133e-10).Within(1e-9).Percent);
    }

    [Test]
    public void What_does_not_vary_is_equal_or_certain()
    {
        Assert.That((OneWayAnova.Of([[2, 2], [2, 2]]).Statistic, OneWayAnova.Of([[2, 2], [2, 2]]).PValue), Is.EqualTo((0.0, 1.0)));
        Assert.That((OneWayAnova.Of([[2, 2], [3, 3]]).Statistic, OneWayAnova.Of([[2, 2], [3, 3]]).PValue), Is.EqualTo((double.PositiveInfinity, 0.0)));
    }

    [Test]
    public void Too_few_tell_nothing()
    {
        Assert.That(new[] { OneWayAnova.Of([[1], [2]]).PValue, OneWayAnova.Of([[1, 2], []]).PValue, OneWayAnova.Of([[], []]).PValue }, Is.All.NaN);
        Assert.That(() => OneWayAnova.Of([[1.0, 2]]), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Property]
    public bool Neither_order_nor_origin_matters_and_squares_add_up(int seed)
    {
        RandomStream stream = new RandomStreams(seed)["groups"];
        double[][] groups = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 3 + i).Select(_ => stream.NextNormal(i, 2)).ToArray())];
        OneWayAnova found = OneWayAnova.Of(groups);
        OneWayAnova turned = OneWayAnova.Of([.. groups.Reverse().Select(group => group.Reverse().Select(x => x - 100).ToArray())]);
        double[] all = [.. groups.SelectMany(group => group)];
        double total = all.Sum(x => Math.Pow(x - all.Average(), 2));
        return Math.Abs(found.Statistic - turned.Statistic) < 1e-9 * Math.Max(1, found.Statistic)
            && Math.Abs(found.PValue - turned.PValue) < 1e-9
            && Math.Abs(found.BetweenSquares + found.WithinSquares - total) < 1e-10 * total;
    }
}
