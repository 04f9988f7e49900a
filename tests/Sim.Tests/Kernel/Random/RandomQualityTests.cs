using System;
using System.Globalization;
using System.Linq;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using NUnit.Framework;
using Sim.Kernel.Random;

namespace Sim.Tests.Kernel.Random;

/// <summary>
/// Whether the numbers are as random as they claim. Seeds are fixed, so a test that passes keeps passing; critical values
/// are those of a test at level 0.001, so that some sixty of them together would reject good numbers once in twenty.
/// </summary>
public sealed class RandomQualityTests
{
    private const int Draws = 100_000;

    // Kolmogorov's distribution: P(sqrt(n) D > 1.949) = 0.001; Smirnov, Annals of Mathematical Statistics 19, 1948.
    private static readonly double KolmogorovCritical = 1.949 / Math.Sqrt(Draws);

    // A correlation of n independent pairs is about normal with deviation 1/sqrt(n): 3.291 deviations at level 0.001.
    private static readonly double CorrelationCritical = 3.291 / Math.Sqrt(Draws);

    [Test]
    public void Variates_follow_their_distributions([Values(1, 2, 3)] int seed)
    {
        RandomStreams streams = new(seed);
        Expect(streams["uniform"].NextDouble, x => ContinuousUniform.CDF(0, 1, x));
        Expect(streams["open"].NextOpenDouble, x => ContinuousUniform.CDF(0, 1, x));
        RandomStream stream = streams["variates"];
        Expect(() => stream.NextExponential(20), x => Exponential.CDF(1.0 / 20, x));
        Expect(() => stream.NextNormal(5, 2), x => Normal.CDF(5, 2, x));
        Expect(() => stream.NextLogNormal(3, 0.8), x => LogNormal.CDF(Math.Log(3), 0.8, x));
        Expect(() => stream.NextPareto(2, 1.5), x => Pareto.CDF(2, 1.5, x));
    }

    [Test]
    public void MathNet_distributions_can_draw_from_a_stream()
    {
        System.Random random = new RandomStreams(9)["adapter"].AsSystemRandom();
        Expect(() => Gamma.Sample(random, 2.5, 0.5), x => Gamma.CDF(2.5, 0.5, x));
        Expect(() => Weibull.Sample(random, 1.5, 3), x => Weibull.CDF(1.5, 3, x));
        Expect(() => random.NextSingle(), x => ContinuousUniform.CDF(0, 1, x));
    }

    [Test]
    public void The_adapter_keeps_the_ranges_of_System_Random()
    {
        System.Random random = new RandomStreams(9)["ranges"].AsSystemRandom();
        for (int i = 0; i < 1000; i++)
        {
            Assert.That(random.Next(), Is.GreaterThanOrEqualTo(0).And.LessThan(int.MaxValue));
            Assert.That(random.Next(-3, 4), Is.InRange(-3, 3));
            Assert.That(random.NextInt64(5), Is.InRange(0, 4));
        }

        Assert.That(random.Next(3, 3), Is.EqualTo(3));
        Assert.That(() => random.Next(4, 3), Throws.TypeOf<ArgumentOutOfRangeException>());
        byte[] bytes = new byte[1001];
        random.NextBytes(bytes);
        Assert.That(bytes.Select(b => (double)b).Average(), Is.EqualTo(127.5).Within(3.291 * 73.9 / Math.Sqrt(1001)));
    }

    // Pearson's chi-square of the top and the bottom byte, 255 degrees of freedom.
    [Test]
    public void Bytes_are_equally_frequent([Values(0, 24, 56)] int shift)
    {
        RandomStream stream = new RandomStreams(4)["bytes"];
        int[] counts = new int[256];
        for (int i = 0; i < Draws; i++)
        {
            counts[(stream.NextBits() >> shift) & 0xFF]++;
        }

        double expected = Draws / 256.0;
        double statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        Assert.That(statistic, Is.InRange(ChiSquared.InvCDF(255, 0.0005), ChiSquared.InvCDF(255, 0.9995)));
    }

    [Test]
    public void Small_integers_are_equally_frequent()
    {
        RandomStream stream = new RandomStreams(6)["die"];
        int[] counts = new int[6];
        for (int i = 0; i < Draws; i++)
        {
            counts[stream.NextInt(6)]++;
        }

        double statistic = counts.Sum(count => Math.Pow(count - (Draws / 6.0), 2) / (Draws / 6.0));
        Assert.That(statistic, Is.LessThan(ChiSquared.InvCDF(5, 0.999)));
    }

    [Test]
    public void Draws_do_not_follow_from_earlier_draws([Values(1, 2, 3, 4, 16, 64)] int lag)
    {
        double[] draws = Take(new RandomStreams(5)["serial"], Draws + lag);
        Assert.That(Math.Abs(Correlation.Pearson(draws[..Draws], draws[lag..])), Is.LessThan(CorrelationCritical));
    }

    [Test]
    public void Streams_of_neighbouring_names_and_seeds_are_independent()
    {
        double[] first = Take(new RandomStreams(8)["vm-0/think"], Draws);
        for (int other = 1; other <= 20; other++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"vm-{other}/think");
            double[] neighbour = Take(new RandomStreams(8)[name], Draws);
            double[] reseeded = Take(new RandomStreams(8 + other)["vm-0/think"], Draws);
            Assert.That(Math.Abs(Correlation.Pearson(first, neighbour)), Is.LessThan(CorrelationCritical), name);
            Assert.That(Math.Abs(Correlation.Pearson(first, reseeded)), Is.LessThan(CorrelationCritical), name);
        }
    }

    // The tests above must be able to reject: numbers that are not uniform, and numbers that are not independent.
    [Test]
    public void Bad_numbers_are_caught()
    {
        RandomStream stream = new RandomStreams(1)["bad"];
        Assert.That(Distance(() => Math.Pow(stream.NextDouble(), 1.02), x => x), Is.GreaterThan(KolmogorovCritical));
        double[] draws = Take(stream, Draws + 1);
        double[] smoothed = [.. Enumerable.Range(1, Draws).Select(i => draws[i] + (0.02 * draws[i - 1]))];
        Assert.That(Correlation.Pearson(smoothed[..^1], smoothed[1..]), Is.GreaterThan(CorrelationCritical));
    }

    private static double[] Take(RandomStream stream, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => stream.NextDouble())];

    private static void Expect(Func<double> draw, Func<double, double> distribution) =>
        Assert.That(Distance(draw, distribution), Is.LessThan(KolmogorovCritical));

    private static double Distance(Func<double> draw, Func<double, double> distribution)
    {
        double[] sorted = [.. Enumerable.Range(0, Draws).Select(_ => draw()).Order()];
        return sorted
            .Select((value, i) => (Chance: distribution(value), Below: (double)i / Draws, Upto: (i + 1.0) / Draws))
            .Max(point => Math.Max(point.Chance - point.Below, point.Upto - point.Chance));
    }
}
