using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class WelchTestTests
{
    // R: t.test(b, a): t 1.8608134674868531, df 17.7764735161784984, p 0.0793941401873582, -0.2054832307117102 3.3654832307117104
    [Test]
    public void Sleep_is_that_of_R()
    {
        WelchTest found = WelchTest.Of(PublishedSamples.Sleep[0], PublishedSamples.Sleep[1]);
        Assert.That(found.Statistic, Is.EqualTo(1.8608134674868531).Within(1e-12));
        Assert.That(found.DegreesOfFreedom, Is.EqualTo(17.7764735161784984).Within(1e-11));
        Assert.That(found.PValue, Is.EqualTo(0.0793941401873582).Within(1e-13));
        Assert.That(found.Difference.Low, Is.EqualTo(-0.2054832307117102).Within(1e-11));
        Assert.That(found.Difference.High, Is.EqualTo(3.3654832307117104).Within(1e-11));
    }

    // R: t.test(trt1, ctrl[1:7], conf.level = .9) of PlantGrowth: t -1.077733528728859, df 14.333352496936204,
    // p 0.298957237397045, -1.012410613847224 0.242982042418652
    [Test]
    public void Unequal_sizes_are_those_of_R()
    {
        WelchTest found = WelchTest.Of(PublishedSamples.PlantGrowth[0].AsSpan(0, 7), PublishedSamples.PlantGrowth[1], 0.9);
        Assert.That((found.Statistic, found.DegreesOfFreedom), Is.EqualTo((-1.077733528728859, 14.333352496936204)).Within(1e-11));
        Assert.That(found.PValue, Is.EqualTo(0.298957237397045).Within(1e-12));
        Assert.That((found.Difference.Low, found.Difference.High), Is.EqualTo((-1.012410613847224, 0.242982042418652)).Within(1e-11));
    }

    [Test]
    public void Samples_that_do_not_vary_are_equal_or_certain()
    {
        WelchTest equal = WelchTest.Of([3, 3], [3, 3, 3]);
        WelchTest apart = WelchTest.Of([3, 3], [4, 4, 4]);
        Assert.That((equal.Difference, equal.PValue), Is.EqualTo((new Interval(0, 0, 0.95), 1.0)));
        Assert.That((apart.Difference, apart.PValue), Is.EqualTo((new Interval(1, 0, 0.95), 0.0)));
        Assert.That(equal.DegreesOfFreedom, Is.NaN);
    }

    [Test]
    public void Too_few_tell_nothing()
    {
        WelchTest found = WelchTest.Of([1], [2, 3]);
        Assert.That(found.Difference.Estimate, Is.EqualTo(1.5));
        Assert.That(new[] { found.Difference.HalfWidth, found.Statistic, found.DegreesOfFreedom, found.PValue }, Is.All.NaN);
        Assert.That(WelchTest.Of([], []).PValue, Is.NaN);
        Assert.That(() => WelchTest.Of([1, 2], [1, 2], 1.5), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    // Deviations 1 and 5, sizes 15 and 6, means 10 and 12: of 1000 intervals 950 hold 2, with a deviation of 6.9.
    [Test]
    public void As_many_intervals_hold_the_difference_as_they_claim()
    {
        RandomStream stream = new RandomStreams(13)["samples"];
        int held = Enumerable.Range(0, 1000).Count(_ =>
        {
            double[] first = [.. Enumerable.Range(0, 15).Select(_ => stream.NextNormal(10, 1))];
            double[] second = [.. Enumerable.Range(0, 6).Select(_ => stream.NextNormal(12, 5))];
            return WelchTest.Of(first, second).Difference.Contains(2);
        });
        Assert.That(held, Is.EqualTo(950).Within(23));
    }
}
