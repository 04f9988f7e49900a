using System;
using System.Linq;
using NUnit.Framework;
using Sim.Statistics;
using PropertyAttribute = FsCheck.NUnit.PropertyAttribute;

namespace Sim.Tests.Statistics;

public sealed class MultipleTestsTests
{
    private static readonly double[] Chances = [0.01, 0.04, 0.03, 0.005, 0.2];

    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.2), "holm"): 0.040 0.090 0.090 0.025 0.200
    [Test]
    public void Holm_is_that_of_R() =>
        Assert.That(MultipleTests.Holm(Chances), Is.EqualTo(new[] { 0.04, 0.09, 0.09, 0.025, 0.2 }).Within(1e-15));

    // R: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.2), "bonferroni"): 0.050 0.200 0.150 0.025 1.000
    [Test]
    public void Bonferroni_is_that_of_R() =>
        Assert.That(MultipleTests.Bonferroni(Chances), Is.EqualTo(new[] { 0.05, 0.2, 0.15, 0.025, 1 }).Within(1e-15));

    [Property]
    public bool Holm_lies_between_the_chances_and_Bonferroni_and_keeps_their_order(byte[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] chances = [.. values.Select(x => x / 255.0)];
        double[] holm = MultipleTests.Holm(chances);
        double[] bonferroni = MultipleTests.Bonferroni(chances);
        return Enumerable.Range(0, chances.Length).All(i =>
            chances[i] <= holm[i] && holm[i] <= bonferroni[i]
            && Enumerable.Range(0, chances.Length).All(j => chances[i] > chances[j] || holm[i] <= holm[j]));
    }

    [Test]
    public void What_is_not_known_counts_but_stays_unknown()
    {
        double[] holm = MultipleTests.Holm([0.01, double.NaN, 0.02]);
        Assert.That(holm, Is.EqualTo(new[] { 0.03, double.NaN, 0.04 }).Within(1e-15));
        Assert.That(MultipleTests.Bonferroni([0.01, double.NaN]), Is.EqualTo(new[] { 0.02, double.NaN }).Within(1e-15));
        Assert.That(MultipleTests.Holm([]), Is.Empty);
    }

    [Test]
    public void A_joint_confidence_is_shared_out()
    {
        Assert.That(MultipleTests.Joint(0.95, 5), Is.EqualTo(0.99).Within(1e-15));
        Assert.That(() => MultipleTests.Joint(0.95, 0), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => MultipleTests.Joint(1, 2), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => MultipleTests.Holm([1.1]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => MultipleTests.Bonferroni([-0.1]), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
