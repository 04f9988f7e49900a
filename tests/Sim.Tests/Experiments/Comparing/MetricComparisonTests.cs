using System.Linq;
using NUnit.Framework;
using Sim.Experiments.Comparing;
using Sim.Statistics;

namespace Sim.Tests.Experiments.Comparing;

/// <summary>The judgement is Sim.Statistics' (tested there against R); here is what a comparison makes of it.</summary>
internal sealed class MetricComparisonTests
{
    private static readonly double[] Base = [10, 12, 11, 14];

    [Test]
    public void Pairs_are_of_one_replication_and_corrected_for_the_variants()
    {
        double[] second = [11, 13.5, 11.8, 15.1];
        double[] third = [10.1, 11.8, 11.1, 14.2];
        MetricComparison found = Of(Base, second, third);
        PairedComparison pair = PairedComparison.Of(Base, second, MultipleTests.Joint(0.95, 2));
        Assert.That(found.Findings[1].Difference, Is.EqualTo(pair.Difference));
        Assert.That(found.Findings[1].PValue, Is.EqualTo(pair.PValue));
        Assert.That(found.Findings[1].AdjustedPValue, Is.EqualTo(2 * pair.PValue).Within(1e-12));
        Assert.That(found.Findings.Select(one => one.Finding), Is.EqualTo(new[] { Finding.Baseline, Finding.Differs, Finding.NotShown }));
        Assert.That(found.Findings.Select(one => one.Group), Is.EqualTo(TukeyHsd.OfBlocks([Base, second, third]).Letters));
        Assert.That(found.AnovaPValue, Is.EqualTo(BlockedAnova.Of([Base, second, third]).PValue));
    }

    [Test]
    public void What_does_not_vary_has_no_p_value_that_is_not_a_number()
    {
        MetricComparison found = Of([3, 3, 3], [3, 3, 3], [4, 4, 4]);
        Assert.That(found.Findings.Select(one => one.Finding), Is.EqualTo(new[] { Finding.Baseline, Finding.Identical, Finding.Always }));
        Assert.That(found.Findings.Skip(1).Select(one => one.AdjustedPValue), Is.EqualTo(new[] { 1.0, 0 }));
        Assert.That(found.Findings.Select(one => one.Group), Is.EqualTo(new[] { "a", "a", "b" }));
        Assert.That(found.IsConstant, Is.False);
    }

    [Test]
    public void The_same_everywhere_is_constant_even_without_a_value()
    {
        Assert.That(Of([3, 3], [3, 3]).IsConstant, Is.True);
        Assert.That(Of([double.NaN, double.NaN], [double.NaN, double.NaN]).IsConstant, Is.True);
    }

    [Test]
    public void One_replication_gives_means_and_differences_only()
    {
        MetricComparison found = Of([3], [5], [3]);
        Assert.That(found.Findings.Select(one => one.Finding), Is.EqualTo(new[] { Finding.Baseline, Finding.Unknown, Finding.Identical }));
        Assert.That(found.Findings[1].Difference.Estimate, Is.EqualTo(2));
        Assert.That(found.Findings.Select(one => one.Mean.HalfWidth), Is.All.NaN);
        Assert.That(found.Findings.Select(one => one.Group), Is.All.Empty);
    }

    [Test]
    public void A_variant_without_the_metric_does_not_keep_the_others_from_being_compared()
    {
        MetricComparison found = Of([3, 4, 5], [double.NaN, 4, 5], [6, 7.5, 8]);
        Assert.That(found.Findings.Select(one => one.Finding), Is.EqualTo(new[] { Finding.Baseline, Finding.Unknown, Finding.Differs }));
        Assert.That(found.Findings[1].Mean.Estimate, Is.NaN);
        Assert.That(Of([double.NaN, 1], [2, 3]).Findings[1].Finding, Is.EqualTo(Finding.Unknown), "there is no baseline");
    }

    private static MetricComparison Of(params double[][] values) => MetricComparison.Of(new MetricValues("m", "", values), 0.95);
}
