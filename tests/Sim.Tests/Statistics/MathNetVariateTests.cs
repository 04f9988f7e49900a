using System;
using System.Collections.Generic;
using System.Linq;
using MathNet.Numerics.Distributions;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;
using Sim.Tests.Kernel.Random;

namespace Sim.Tests.Statistics;

public sealed class MathNetVariateTests
{
    private const int Draws = 100_000;

    private static readonly OrderedDictionary<string, IContinuousDistribution> Inverted = ByName(
        new Beta(2, 3), new Triangular(1, 5, 2), new StudentT(0, 1, 5), new Logistic(2, 1), new Rayleigh(2), new Cauchy(0, 1));

    private static readonly OrderedDictionary<string, IContinuousDistribution> Sampled = ByName(
        new Laplace(1, 2), new Burr(1, 2, 3), new InverseGaussian(1, 2), new Weibull(1.5, 3), new InverseGamma(3, 2));

    public static IEnumerable<string> WithInverse => Inverted.Keys;

    public static IEnumerable<string> WithoutInverse => Sampled.Keys;

    [TestCaseSource(nameof(WithInverse))]
    public void Distributions_with_an_inverse_draw_one_word_each(string name)
    {
        MathNetVariate variate = new(Inverted[name]);
        RandomStream stream = new RandomStreams(7)["mathnet/" + name];
        Assert.That(variate.ByInversion, Is.True);
        Follows(Inverted[name], variate, stream, Draws / 10);
        Assert.That(stream.State.Drawn, Is.EqualTo((ulong)Draws / 10));
    }

    [TestCaseSource(nameof(WithoutInverse))]
    public void Distributions_without_one_draw_by_their_sampler(string name)
    {
        MathNetVariate variate = new(Sampled[name]);
        Assert.That(variate.ByInversion, Is.False);
        Follows(Sampled[name], variate, new RandomStreams(7)["mathnet/" + name], Draws);
    }

    // Pearson's chi-square of the counts 0 to 11 and the rest.
    [Test]
    public void Discrete_distributions_are_drawn()
    {
        Poisson poisson = new(4);
        MathNetVariate variate = new(poisson);
        RandomStream stream = new RandomStreams(7)["mathnet/poisson"];
        double[] counts = new double[13];
        for (int i = 0; i < Draws; i++)
        {
            counts[Math.Min(12, (int)variate.Next(stream))]++;
        }

        double[] expected = [.. Enumerable.Range(0, 12).Select(k => Draws * poisson.Probability(k)), Draws * (1 - poisson.CumulativeDistribution(11))];
        double p = PValues.ChiSquare(counts, expected);
        TestContext.Out.WriteLine($"{poisson}: p = {p:F4}");
        Assert.That(p, Is.GreaterThan(0.001));
        Assert.That(variate.ByInversion, Is.False);
    }

    [Test]
    public void Categories_have_an_inverse_too()
    {
        MathNetVariate variate = new(new Categorical([0.5, 0.25, 0.25]));
        RandomStream stream = new RandomStreams(7)["mathnet/categories"];
        Assert.That(variate.ByInversion, Is.True);
        double[] counts = new double[3];
        for (int i = 0; i < Draws; i++)
        {
            counts[(int)variate.Next(stream)]++;
        }

        Assert.That(PValues.ChiSquare(counts, [0.5 * Draws, 0.25 * Draws, 0.25 * Draws]), Is.GreaterThan(0.001));
    }

    // The same name gives the same numbers, whatever was drawn for other purposes in between.
    [Test]
    public void Draws_depend_on_the_stream_alone()
    {
        MathNetVariate variate = new(new Laplace(1, 2));
        RandomStream first = new RandomStreams(7)["a"];
        RandomStream other = new RandomStreams(7)["b"];
        double[] alone = [.. Enumerable.Range(0, 5).Select(_ => variate.Next(first))];
        RandomStream again = new RandomStreams(7)["a"];
        double[] between = [.. Enumerable.Range(0, 5).Select(_ => variate.Next(again) + (0 * variate.Next(other)))];
        Assert.That(between, Is.EqualTo(alone));
    }

    // Triangular: mean (1 + 5 + 2) / 3, variance (1 + 25 + 4 - 5 - 2 - 10) / 18. A Cauchy variate has no mean.
    [Test]
    public void Moments_are_those_of_the_distribution()
    {
        MathNetVariate variate = new(new Triangular(1, 5, 2));
        Assert.That(variate.Mean, Is.EqualTo(8 / 3.0).Within(1e-12));
        Assert.That(variate.Variance, Is.EqualTo(13 / 18.0).Within(1e-12));
        Assert.That(new MathNetVariate(new Cauchy(0, 1)).Mean, Is.NaN);
    }

    [Test]
    public void Nothing_is_refused()
    {
        Assert.That(() => new MathNetVariate((IContinuousDistribution)null!), Throws.ArgumentNullException);
        Assert.That(() => new MathNetVariate((IDiscreteDistribution)null!), Throws.ArgumentNullException);
        Assert.That(() => new MathNetVariate(new Beta(2, 3)).Next(null!), Throws.ArgumentNullException);
    }

    private static OrderedDictionary<string, IContinuousDistribution> ByName(params IContinuousDistribution[] distributions) =>
        new(distributions.Select(d => KeyValuePair.Create(d.GetType().Name, d)), StringComparer.Ordinal);

    private static void Follows(IContinuousDistribution distribution, MathNetVariate variate, RandomStream stream, int draws)
    {
        double[] sorted = [.. Enumerable.Range(0, draws).Select(_ => variate.Next(stream)).Order()];
        double p = PValues.KolmogorovSmirnov([.. sorted.Select(distribution.CumulativeDistribution)]);
        TestContext.Out.WriteLine($"{distribution}: p = {p:F4}");
        Assert.That(p, Is.GreaterThan(0.001));
    }
}
