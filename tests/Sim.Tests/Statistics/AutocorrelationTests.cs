using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class AutocorrelationTests
{
    // R: acf(lh, 5, plot = FALSE)$acf
    [Test]
    public void Hormones_are_those_of_R()
    {
        double[] expected = [1, 0.575524475524475, 0.181818181818182, -0.144755244755245, -0.174825174825175, -0.149650349650350];
        Assert.That(Autocorrelation.Of(PublishedSamples.Hormone, 5), Is.EqualTo(expected).Within(1e-12));
    }

    // R: acf(Nile, 4, plot = FALSE)$acf
    [Test]
    public void The_river_is_that_of_R()
    {
        double[] expected = [1, 0.498408184133029, 0.384576903904873, 0.327860437522546, 0.239191169941486];
        Assert.That(Autocorrelation.Of(PublishedSamples.Nile, 4), Is.EqualTo(expected).Within(1e-12));
    }

    // R, package mcmc 0.9-7 by Geyer himself: v <- initseq(x); v$var.pos / v$gamma0 of lh: 2.22517482517483; of Nile: 10.3682484716233
    [Test]
    public void Integrated_times_are_those_of_Geyer()
    {
        Assert.That(Autocorrelation.IntegratedTime(PublishedSamples.Hormone), Is.EqualTo(2.22517482517483).Within(1e-12));
        Assert.That(Autocorrelation.IntegratedTime(PublishedSamples.Nile), Is.EqualTo(10.3682484716233).Within(1e-10));
        Assert.That(Autocorrelation.EffectiveSize(PublishedSamples.Nile), Is.EqualTo(9.64483058770132).Within(1e-10));
    }

    // An autoregression with correlation 0.8 a step: (1 + 0.8) / (1 - 0.8) = 9.
    [Test]
    public void A_long_autoregression_has_the_time_of_theory()
    {
        RandomStream stream = new RandomStreams(4)["autoregression"];
        double last = 0;
        double[] series = [.. Enumerable.Range(0, 100_000).Select(_ => last = (0.8 * last) + stream.NextNormal(0, 1))];
        Assert.That(Autocorrelation.IntegratedTime(series), Is.EqualTo(9).Within(10).Percent);
    }

    [Test]
    public void Too_little_has_no_time()
    {
        Assert.That(new[] { Autocorrelation.IntegratedTime([]), Autocorrelation.IntegratedTime([1]), Autocorrelation.IntegratedTime([2, 2, 2]) }, Is.All.NaN);
        Assert.That(Autocorrelation.EffectiveSize([2, 2]), Is.NaN);
    }

    // By hand: deviations -1.5 -0.5 0.5 1.5, squares 5; lag 1 (0.75 - 0.25 + 0.75) / 5.
    [Test]
    public void Correlations_are_those_computed_by_hand() =>
        Assert.That(Autocorrelation.Of([1, 2, 3, 4], 3), Is.EqualTo(new[] { 1, 0.25, -0.3, -0.45 }).Within(1e-12));

    [Test]
    public void A_constant_has_none_and_lags_have_a_range()
    {
        Assert.That(Autocorrelation.Of([5, 5, 5], 1), Is.All.NaN);
        Assert.That(() => Autocorrelation.Of([1, 2], 2), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => Autocorrelation.Of([1, 2], -1), Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
