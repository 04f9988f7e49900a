using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class BaselineComparisonTests
{
    // R: t.test(trt1, ctrl, conf.level = .975) and of trt2 (PlantGrowth): p 0.2503825085875476 0.0478992556019693,
    // p.adjust(..., "holm"): 0.2503825085875476 0.0957985112039386; -1.138646697155745 0.396646697155744 and
    // -0.0757069834418162 1.0637069834418158
    [Test]
    public void Independent_plants_are_those_of_R()
    {
        IReadOnlyList<BaselineComparison> found = BaselineComparison.Independent(PublishedSamples.PlantGrowth);
        Assert.That(found.Select(one => one.Policy), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(found.Select(one => one.PValue), Is.EqualTo(new[] { 0.2503825085875476, 0.0478992556019693 }).Within(1e-12));
        Assert.That(found.Select(one => one.AdjustedPValue), Is.EqualTo(new[] { 0.2503825085875476, 0.0957985112039386 }).Within(1e-12));
        Assert.That((found[0].Difference.Low, found[0].Difference.High), Is.EqualTo((-1.138646697155745, 0.396646697155744)).Within(1e-10));
        Assert.That((found[1].Difference.Low, found[1].Difference.High), Is.EqualTo((-0.0757069834418162, 1.0637069834418158)).Within(1e-10));
    }

    // R: t.test(narrow, out, paired = TRUE, conf.level = .975) and of wide (RoundingTimes): p, interval
    // 0.7324813268558652 -0.0724379122779759 0.0542560940961575; 0.01420766568637421 -0.16000354908442266 -0.00817826909739566,
    // p.adjust(..., "holm"): 0.7324813268558652 0.0284153313727484
    [Test]
    public void Paired_rounding_times_are_those_of_R()
    {
        IReadOnlyList<BaselineComparison> found = BaselineComparison.Paired(PublishedSamples.RoundingTimes);
        Assert.That(found.Select(one => one.PValue), Is.EqualTo(new[] { 0.7324813268558652, 0.01420766568637421 }).Within(1e-10));
        Assert.That(found.Select(one => one.AdjustedPValue), Is.EqualTo(new[] { 0.7324813268558652, 0.0284153313727484 }).Within(1e-10));
        Assert.That((found[0].Difference.Low, found[0].Difference.High), Is.EqualTo((-0.0724379122779759, 0.0542560940961575)).Within(1e-10));
        Assert.That((found[1].Difference.Low, found[1].Difference.High), Is.EqualTo((-0.16000354908442266, -0.00817826909739566)).Within(1e-10));
    }

    [Test]
    public void Parameters_out_of_range_are_refused()
    {
        Assert.That(() => BaselineComparison.Paired([[1.0, 2]]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => BaselineComparison.Paired([[1.0, 2], [1]]), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => BaselineComparison.Independent([[1.0, 2], [1, 2]], 1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
