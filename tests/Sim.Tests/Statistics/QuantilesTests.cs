using System;
using System.Linq;
using FsCheck;
using MathNet.Numerics.Statistics;
using NUnit.Framework;
using Sim.Statistics;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Statistics;

public sealed class QuantilesTests
{
    // R: quantile(c(1, 2, 3, 4), p), type 7 by default; by hand: place p x 3 between the order statistics.
    [TestCase(0.0, 1.0)]
    [TestCase(0.25, 1.75)]
    [TestCase(0.5, 2.5)]
    [TestCase(0.9, 3.7)]
    [TestCase(1.0, 4.0)]
    public void Quantiles_are_those_of_R(double probability, double expected) =>
        Assert.That(Quantiles.Of([3, 1, 4, 2], probability), Is.EqualTo(expected).Within(1e-15));

    [Property]
    public bool Quantiles_agree_with_MathNet(NonEmptyArray<NormalFloat> values, byte part)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sample = [.. values.Get.Select(x => x.Get % 1e9)];
        double expected = MathNet.Numerics.Statistics.Statistics.QuantileCustom(sample, part / 255.0, QuantileDefinition.R7);
        return Math.Abs(Quantiles.Of(sample, part / 255.0) - expected) <= 1e-5 * Math.Max(1, Math.Abs(expected) * 1e-5);
    }

    [Test]
    public void The_values_stay_in_their_order()
    {
        double[] values = [3, 1, 2];
        Quantiles.Of(values, 0.5);
        Assert.That(values, Is.EqualTo(new[] { 3.0, 1, 2 }));
    }

    [Test]
    public void Nothing_has_no_quantile_and_chances_have_a_range()
    {
        Assert.That(Quantiles.Of([], 0.5), Is.NaN);
        Assert.That(() => Quantiles.Of([1], -0.1), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Quantiles.Of([1], 1.1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
