using System;
using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory.Pages;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Memory.Pages;

internal sealed class BinomialTests
{
    private const int Draws = 20_000;

    // The mean within 4.5 sd of it, the variance within 5 sd: sqrt(2 / draws) is 1 % of it.
    [TestCase(100, 0.3)]
    [TestCase(100, 0.97)]
    [TestCase(1, 0.5)]
    [TestCase(2000, 0.01)]
    public void Moments_are_those_of_the_distribution(int trials, double chance)
    {
        RandomStream draw = new RandomStreams(3)["binomial"];
        int[] found = [.. Enumerable.Range(0, Draws).Select(_ => Binomial.Draw(trials, chance, draw))];
        double variance = trials * chance * (1 - chance);
        double mean = found.Average();
        Assert.Multiple(() =>
        {
            Assert.That(mean, Is.EqualTo(trials * chance).Within(4.5 * Math.Sqrt(variance / Draws)));
            Assert.That(found.Average(n => (n - mean) * (n - mean)), Is.EqualTo(variance).Within(5).Percent);
            Assert.That(found, Has.All.InRange(0, trials));
        });
    }

    [TestCase(0, 0)]
    [TestCase(1, 700)]
    public void Sure_things_are_sure(double chance, int expected) =>
        Assert.That(Binomial.Draw(700, chance, new RandomStreams(3)["binomial"]), Is.EqualTo(expected));
}
