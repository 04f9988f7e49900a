using System;
using System.Linq;
using NUnit.Framework;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class TukeyHsdTests
{
    // R: TukeyHSD(aov(weight ~ group, PlantGrowth))$group: diff, lwr, upr, p adj. R's critical value is good to 10^-5 or so.
    private static readonly double[][] Plants =
    [
        [-0.371, -1.062216051410459, 0.320216051410458, 0.3908711442021247],
        [0.494, -0.197216051410459, 1.185216051410458, 0.1979959912997082],
        [0.865, 0.173783948589542, 1.556216051410459, 0.0120064239794527],
    ];

    [Test]
    public void Plants_are_those_of_R()
    {
        TukeyHsd found = TukeyHsd.Of(PublishedSamples.PlantGrowth);
        Matches(found, Plants);
        Assert.That(found.Pairs.Select(pair => (pair.First, pair.Second)), Is.EqualTo(new[] { (0, 1), (0, 2), (1, 2) }));
        Assert.That(found.Letters, Is.EqualTo(new[] { "ab", "b", "a" }.Select(Exchanged)), "trt1 is the lowest");
    }

    // R: TukeyHSD(aov(weight ~ feed, chickwts))$feed, the rows of horsebean, which has fewer chicks than the others:
    // diff, lwr, upr, p adj; multcompView::multcompLetters of them: horsebean a, linseed ab, meatmeal bc, soybean b,
    // sunflower c, casein c
    [Test]
    public void Unequal_groups_are_those_of_R()
    {
        TukeyHsd found = TukeyHsd.Of(PublishedSamples.ChickWeights);
        PairwiseDifference linseed = found.Pairs.Single(pair => (pair.First, pair.Second) == (1, 2));
        PairwiseDifference sunflower = found.Pairs.Single(pair => (pair.First, pair.Second) == (1, 5));
        Matches(linseed, [58.55, -10.41354287111334, 127.5135428711134, 1.41332894456581e-01]);
        Matches(sunflower, [168.71666666666653, 99.75312379555318, 237.6802095377799, 1.21988666945683e-08]);
        Assert.That(found.Letters, Is.EqualTo(new[] { "c", "a", "ab", "bc", "b", "c" }));
    }

    // R: TukeyHSD(aov(count ~ spray, InsectSprays))$spray, p adj of B-A, C-A, D-C, F-E: 9.95181031366610e-01
    // 1.07505504498562e-09 4.92070744579934e-01 1.48821288625811e-10; multcompLetters: A, B, F share one, C, D, E another.
    [Test]
    public void Sprays_fall_into_two_groups()
    {
        TukeyHsd found = TukeyHsd.Of(PublishedSamples.InsectSprays);
        Assert.That(found.Letters, Is.EqualTo(new[] { "b", "b", "a", "a", "a", "b" }));
        Assert.That(PValue(found, 0, 1), Is.EqualTo(9.95181031366610e-01).Within(1e-6));
        Assert.That(PValue(found, 2, 3), Is.EqualTo(4.92070744579934e-01).Within(1e-6));
        Assert.That(PValue(found, 0, 2), Is.EqualTo(1.07505504498562e-09).Within(1e-10));
        Assert.That(PValue(found, 4, 5), Is.EqualTo(1.48821288625811e-10).Within(1e-10));
    }

    // R: TukeyHSD(aov(time ~ method + player), "method")$method of RoundingTimes.
    [Test]
    public void Blocks_are_those_of_R()
    {
        TukeyHsd found = TukeyHsd.OfBlocks(PublishedSamples.RoundingTimes);
        Matches(
            found,
            [
                [-0.00909090909090882, -0.072322692580281, 0.0541408743984634, 0.93506521172634405],
                [-0.08409090909090899, -0.147322692580281, -0.0208591256015368, 0.00664746708630182],
                [-0.07500000000000018, -0.138231783489372, -0.0117682165106280, 0.01673817672003231],
            ]);
        Assert.That(found.Letters, Is.EqualTo(new[] { "b", "b", "a" }));
        Assert.That(TukeyHsd.Of(PublishedSamples.RoundingTimes).Letters, Is.All.EqualTo("a"), "without blocks the players hide the methods");
    }

    [Test]
    public void Two_blocked_policies_are_a_paired_comparison()
    {
        PairedComparison paired = PairedComparison.Of(PublishedSamples.Sleep[0], PublishedSamples.Sleep[1]);
        PairwiseDifference found = TukeyHsd.OfBlocks(PublishedSamples.Sleep).Pairs[0];
        Assert.That(found.PValue, Is.EqualTo(paired.PValue).Within(1e-12));
        Assert.That(found.Difference.HalfWidth, Is.EqualTo(paired.Difference.HalfWidth).Within(1e-9));
        Assert.That(found.IsSignificant, Is.True);
    }

    [Test]
    public void What_does_not_vary_is_equal_or_certain()
    {
        TukeyHsd found = TukeyHsd.Of([[5.0, 5], [3, 3], [5, 5]]);
        Assert.That(found.Pairs.Select(pair => pair.PValue), Is.EqualTo(new[] { 0.0, 1.0, 0.0 }));
        Assert.That(found.Letters, Is.EqualTo(new[] { "b", "a", "b" }));
        Assert.That(found.Pairs[0].Difference, Is.EqualTo(new Interval(-2, 0, 0.95)));
    }

    [Test]
    public void Too_few_tell_nothing_and_are_not_told_apart()
    {
        TukeyHsd single = TukeyHsd.Of([[5.0], [3], [4]]);
        Assert.That(single.Pairs.Select(pair => pair.PValue), Is.All.NaN);
        Assert.That(single.Letters, Is.All.EqualTo("a"));
        Assert.That(TukeyHsd.OfBlocks([[], []]).Letters, Is.All.EqualTo("a"));
        Assert.That(() => TukeyHsd.Of([[1.0, 2]]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => TukeyHsd.Of([[1.0, 2], [3, 4]], 0), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static string Exchanged(string letters) => letters switch { "a" => "b", "b" => "a", _ => letters };

    private static double PValue(TukeyHsd found, int first, int second) =>
        found.Pairs.Single(pair => (pair.First, pair.Second) == (first, second)).PValue;

    private static void Matches(TukeyHsd found, double[][] expected)
    {
        Assert.That(found.Pairs, Has.Count.EqualTo(expected.Length));
        for (int i = 0; i < expected.Length; i++)
        {
            Matches(found.Pairs[i], expected[i]);
        }
    }

    private static void Matches(PairwiseDifference found, double[] expected)
    {
        double[] numbers = [found.Difference.Estimate, found.Difference.Low, found.Difference.High, found.PValue];
        Assert.That(numbers[0], Is.EqualTo(expected[0]).Within(1e-10));
        Assert.That(numbers[1..3], Is.EqualTo(expected[1..3]).Within(1e-5 * found.Difference.HalfWidth));
        Assert.That(numbers[3], Is.EqualTo(expected[3]).Within(2e-7));
    }
}
