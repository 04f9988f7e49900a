using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Tests.Kernel.Random.Variates;

/// <summary>100 000 draws of every continuous variate against its exact distribution function and moments.</summary>
/// <remarks>Seeds are fixed, so a test that passes keeps passing; the p-values are in the output.</remarks>
public sealed class VariateDrawTests
{
    private const int Draws = 100_000;

    public static IEnumerable<string> Names => VariateSamples.Distribution.Keys;

    // A Pareto variate of shape up to 4 has no fourth moment, so its sample's moments have no known spread.
    public static IEnumerable<string> WithMoments => Names.Where(name => !name.StartsWith("pareto", StringComparison.Ordinal));

    [TestCaseSource(nameof(Names))]
    public void Draws_follow_the_distribution(string name)
    {
        double[] sorted = Sorted(name);
        Func<double, double> distribution = VariateSamples.Distribution[name];
        double[] chances = [.. sorted.Select(distribution)];
        double kolmogorov = PValues.KolmogorovSmirnov(chances);
        double anderson = PValues.AndersonDarling(chances);
        TestContext.Out.WriteLine($"{name}: Kolmogorov-Smirnov p = {kolmogorov:F4}, Anderson-Darling p = {anderson:F4}");
        Assert.That(kolmogorov, Is.GreaterThan(0.001));
        Assert.That(anderson, Is.GreaterThan(0.001));
    }

    // The sample mean is normal around the mean, with the variance over n; that of the variance has (kurtosis - 1) / n, by
    // the sample's own fourth moment.
    [TestCaseSource(nameof(WithMoments))]
    public void Moments_are_those_promised(string name)
    {
        IVariate variate = VariateSamples.Make(name);
        double[] draws = Sorted(name);
        double mean = draws.Average();
        double variance = draws.Average(x => (x - mean) * (x - mean));
        double fourth = draws.Average(x => Math.Pow(x - mean, 4));
        double meanScore = (mean - variate.Mean) / Math.Sqrt(variance / Draws);
        double varianceScore = (variance - variate.Variance) / Math.Sqrt((fourth - (variance * variance)) / Draws);
        TestContext.Out.WriteLine($"{name}: mean {mean:G6} of {variate.Mean:G6}, {meanScore:F2} deviations off");
        TestContext.Out.WriteLine($"{name}: variance {variance:G6} of {variate.Variance:G6}, {varianceScore:F2} deviations off");
        Assert.That(Math.Abs(meanScore), Is.LessThan(3.5));
        Assert.That(Math.Abs(varianceScore), Is.LessThan(4));
    }

    // Pearson's chi-square, 2 degrees of freedom: 13.8 at level 0.001.
    [Test]
    public void Discrete_values_have_their_frequencies()
    {
        DiscreteVariate variate = new([3, 1, 10], [0.25, 0.5, 0.25]);
        RandomStream stream = new RandomStreams(12)["discrete"];
        Dictionary<double, int> counts = Enumerable.Range(0, Draws).Select(_ => variate.Next(stream)).CountBy(x => x).ToDictionary();
        double statistic = new[] { (1.0, 0.5), (3, 0.25), (10, 0.25) }
            .Sum(cell => Math.Pow(counts[cell.Item1] - (Draws * cell.Item2), 2) / (Draws * cell.Item2));
        Assert.That(statistic, Is.LessThan(13.8));
    }

    // By hand, of c^2 = 9: p = (1 + sqrt(8 / 10)) / 2.
    [Test]
    public void Two_moments_are_fitted()
    {
        HyperExponentialVariate variate = HyperExponentialVariate.BalancedMeans(5, 3);
        Assert.That(variate.Mean, Is.EqualTo(5).Within(1e-12).Percent);
        Assert.That(variate.Variance, Is.EqualTo(9 * 25).Within(1e-10).Percent);
        Assert.That(HyperExponentialVariate.BalancedMeans(5, 1).Variance, Is.EqualTo(25).Within(1e-10).Percent);
    }

    [Test]
    public void A_hyper_exponential_draw_takes_one_word()
    {
        RandomStream stream = new RandomStreams(3)["one"];
        VariateSamples.Make("hyper-exponential").Next(stream);
        Assert.That(stream.State.Drawn, Is.EqualTo(1ul));
    }

    private static double[] Sorted(string name)
    {
        IVariate variate = VariateSamples.Make(name);
        RandomStream stream = new RandomStreams(2024)["draws/" + name];
        return [.. Enumerable.Range(0, Draws).Select(_ => variate.Next(stream)).Order()];
    }
}
