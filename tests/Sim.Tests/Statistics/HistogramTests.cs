using System;
using System.Linq;
using FsCheck;
using NUnit.Framework;
using Sim.Statistics;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Statistics;

public sealed class HistogramTests
{
    // By hand: a range of 9.3 in 5 bins is 1.86 a bin, rounded to 2; edges 0, 2, 4, 6, 8, 10.
    [Test]
    public void Bins_have_round_edges_and_hold_what_lies_on_their_lower_one()
    {
        Histogram histogram = Histogram.Of([0.5, 2, 2.1, 5, 9.8], 5);
        Assert.That(histogram.Counts, Is.EqualTo(new[] { 1, 2, 1, 0, 1 }));
        Assert.That(Enumerable.Range(0, 6).Select(histogram.Edge), Is.EqualTo(new[] { 0.0, 2, 4, 6, 8, 10 }));
    }

    [Test]
    public void The_largest_value_is_in_the_last_bin_even_on_its_edge()
    {
        Histogram histogram = Histogram.Of([0, 1, 2, 3, 4], 4);
        Assert.That(histogram.Counts, Is.EqualTo(new[] { 1, 1, 1, 2 }));
    }

    // Heckbert's limits: 1.5, 3 and 7.
    [TestCase(1.49, 1)]
    [TestCase(0.016, 0.02)]
    [TestCase(640, 500)]
    [TestCase(7.5, 10)]
    public void Steps_are_one_two_or_five(double width, double expected) =>
        Assert.That(Histogram.NiceStep(width), Is.EqualTo(expected).Within(1e-12));

    [Property]
    public bool Every_value_is_counted_once_in_a_bin_that_holds_it(NonEmptyArray<NormalFloat> values, byte bins)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] sample = [.. values.Get.Select(x => x.Get % 1e9)];
        Histogram histogram = Histogram.Of(sample, Math.Max(1, (int)bins));
        double slack = histogram.BinWidth * 1e-9;
        return histogram.Counts.Sum() == sample.Length
            && histogram.Counts.Count <= (3 * Math.Max(1, (int)bins)) + 2
            && histogram.Edge(0) <= sample.Min() + slack
            && histogram.Edge(histogram.Counts.Count) >= sample.Max() - slack;
    }

    [Test]
    public void Equal_values_have_a_bin_and_nothing_has_none()
    {
        Assert.That(Histogram.Of([7, 7, 7]).Counts.Sum(), Is.EqualTo(3));
        Assert.That(Histogram.Of([0]).Counts.Sum(), Is.EqualTo(1));
        Assert.That(Histogram.Of([]).Counts, Is.Empty);
        Assert.That(() => Histogram.Of([1], 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
