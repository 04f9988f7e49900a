using System;
using System.Linq;
using MathNet.Numerics.Distributions;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Statistics;

public sealed class StudentizedRangeTests
{
    // Python 3.11, SciPy 1.10.1: scipy.stats.studentized_range.cdf(q, k, v) and .sf(q, k, v)
    [TestCase(3.5, 3, 20, 0.9441081509182501, 0.055891849081749934)]
    [TestCase(5, 30, 5, 0.6407987827624387, 0.35920121723756127)]
    [TestCase(2, 5, 10, 0.3669177374726362, 0.6330822625273638)]
    [TestCase(3.5, 10, 2, 0.4740463186011369, 0.5259536813988631)]
    [TestCase(0.5, 3, 120, 0.06654089649129863, 0.9334591035087014)]
    [TestCase(8, 10, 60, 0.9999806500133275, 1.93499866725233e-05)]
    public void Chances_are_those_of_SciPy(double range, int groups, double freedom, double cumulative, double tail)
    {
        Assert.That(StudentizedRange.Cumulative(range, groups, freedom), Is.EqualTo(cumulative).Within(1e-12));
        Assert.That(StudentizedRange.Tail(range, groups, freedom), Is.EqualTo(tail).Within(1e-12));
    }

    // R 4.2.2: ptukey(q, k, v), which says of itself that it is less exact: 10^-7 here.
    [TestCase(3.5, 3, 20, 0.944108150917941)]
    [TestCase(5, 30, 5, 0.640798796109103)]
    [TestCase(2, 5, 10, 0.366917737470428)]
    [TestCase(4, 20, double.PositiveInfinity, 0.663976560585231)]
    public void Chances_are_those_of_R(double range, int groups, double freedom, double expected) =>
        Assert.That(StudentizedRange.Cumulative(range, groups, freedom), Is.EqualTo(expected).Within(2e-7));

    // SciPy: studentized_range.ppf(p, k, v).
    [TestCase(0.95, 3, 20, 3.577934725220134)]
    [TestCase(0.99, 10, 5, 10.239256028510361)]
    [TestCase(0.9, 30, 60, 5.195858841123253)]
    [TestCase(0.5, 5, 120, 2.2634925165968314)]
    [TestCase(0.99, 30, 2, 41.3220716201681)]
    public void Critical_values_are_those_of_SciPy(double probability, int groups, double freedom, double expected) =>
        Assert.That(StudentizedRange.Quantile(probability, groups, freedom), Is.EqualTo(expected).Within(1e-8));

    // R: qtukey(p, k, v), which stops at 10^-4 (and at two degrees of freedom is far off: at p 0.99 for 30 groups it says 49.68,
    // SciPy 41.3220716201681): 3.57793458152557, 10.239281106571, 3.63315958179585
    [TestCase(0.95, 3, 20, 3.57793458152557)]
    [TestCase(0.99, 10, 5, 10.239281106571)]
    [TestCase(0.95, 4, double.PositiveInfinity, 3.63315958179585)]
    public void Critical_values_are_those_of_R(double probability, int groups, double freedom, double expected) =>
        Assert.That(StudentizedRange.Quantile(probability, groups, freedom), Is.EqualTo(expected).Within(1e-4));

    // The range of two is the absolute difference: q = t sqrt(2). There R's ptukey is off by 10^-4 at two degrees of freedom.
    [Test]
    public void Two_groups_are_Students_t(
        [Values(0.01, 0.7, 3, 8, 30)] double range,
        [Values(1, 2, 3.5, 17, 1000, 1e6)] double freedom)
    {
        double expected = 2 * StudentT.CDF(0, 1, freedom, -range / Math.Sqrt(2));
        Assert.That(StudentizedRange.Tail(range, 2, freedom), Is.EqualTo(expected).Within(1e-12 + (1e-8 * expected)));
    }

    // Far out the tail is that of a single pair, times the number of pairs: its digits are not lost to 1 - p.
    [Test]
    public void A_tail_far_out_keeps_its_digits()
    {
        double pair = StudentizedRange.Tail(25, 2, 200);
        Assert.That(pair, Is.EqualTo(2 * StudentT.CDF(0, 1, 200, -25 / Math.Sqrt(2))).Within(1e-6).Percent);
        Assert.That(StudentizedRange.Tail(25, 5, 200), Is.EqualTo(10 * pair).Within(1).Percent);
        Assert.That(pair, Is.LessThan(1e-40));
    }

    [Property(MaxTest = 30)]
    public bool A_quantile_has_its_chance(byte chance, byte groups, byte freedom)
    {
        double probability = (chance + 1) / 257.0;
        (int k, double v) = (2 + (groups % 20), 2 + (freedom % 60));
        return Math.Abs(StudentizedRange.Cumulative(StudentizedRange.Quantile(probability, k, v), k, v) - probability) < 1e-10;
    }

    // The definition, 20,000 times with four groups and six degrees of freedom: 5 % with a deviation of 0.15 %.
    [Test]
    public void Sampled_ranges_exceed_the_critical_value_as_often_as_they_should()
    {
        RandomStream stream = new RandomStreams(14)["ranges"];
        double critical = StudentizedRange.Quantile(0.95, 4, 6);
        int above = Enumerable.Range(0, 20_000).Count(_ =>
        {
            double[] normals = [.. Enumerable.Range(0, 10).Select(_ => stream.NextNormal(0, 1))];
            double deviation = Math.Sqrt(normals[4..].Sum(x => x * x) / 6);
            return normals[..4].Max() - normals[..4].Min() > critical * deviation;
        });
        Assert.That(above / 20_000.0, Is.EqualTo(0.05).Within(0.005));
    }

    [Test]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.That((StudentizedRange.Tail(-1, 3, 5), StudentizedRange.Cumulative(0, 3, 5)), Is.EqualTo((1.0, 0.0)));
        Assert.That((StudentizedRange.Tail(double.PositiveInfinity, 3, 5), StudentizedRange.Tail(1e9, 3, 1e9)), Is.EqualTo((0.0, 0.0)));
        Assert.That(StudentizedRange.Tail(double.NaN, 3, 5), Is.NaN);
        Assert.That(() => StudentizedRange.Tail(1, 1, 5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => StudentizedRange.Tail(1, 3, 0.5), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => StudentizedRange.Tail(1, 3, double.NaN), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => StudentizedRange.Quantile(1, 3, 5), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
