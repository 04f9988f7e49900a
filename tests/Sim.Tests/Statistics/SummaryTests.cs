using System.Linq;
using NUnit.Framework;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class SummaryTests
{
    // R: mean, sd and quantile of 1..5 (by hand: 3, sqrt(10 / 4), places p x 4).
    [Test]
    public void A_sample_is_summarised_as_R_does()
    {
        Summary summary = Summary.Of([5, 3, 1, 4, 2]);
        Assert.That((summary.Count, summary.Mean, summary.Minimum, summary.Maximum), Is.EqualTo((5L, 3.0, 1.0, 5.0)));
        Assert.That(summary.StandardDeviation, Is.EqualTo(1.5811388300841898).Within(1e-14));
        Assert.That((summary.P25, summary.Median, summary.P75), Is.EqualTo((2.0, 3.0, 4.0)));
        Assert.That(new[] { summary.P95, summary.P99 }, Is.EqualTo(new[] { 4.8, 4.96 }).Within(1e-12));
    }

    // R: w <- PlantGrowth$weight; mean(w), sd(w): 5.073 0.701191842508168; quantile(w, c(.25, .5, .75, .95, .99)):
    // 4.5500 5.1550 5.5300 6.1320 6.2636
    [Test]
    public void Plants_are_summarised_as_R_does()
    {
        Summary summary = Summary.Of([.. PublishedSamples.PlantGrowth.SelectMany(group => group)]);
        Assert.That((summary.Mean, summary.StandardDeviation), Is.EqualTo((5.073, 0.701191842508168)).Within(1e-13));
        double[] quantiles = [summary.P25, summary.Median, summary.P75, summary.P95, summary.P99];
        Assert.That(quantiles, Is.EqualTo(new[] { 4.55, 5.155, 5.53, 6.132, 6.2636 }).Within(1e-12));
    }

    [Test]
    public void Nothing_is_summarised_as_nothing()
    {
        Summary summary = Summary.Of([]);
        Assert.That((summary.Count, double.IsNaN(summary.Mean), double.IsNaN(summary.P95)), Is.EqualTo((0L, true, true)));
    }
}
