using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class AutocorrelationTests
{
    // P. J. Diggle, "Time Series", 1990: luteinizing hormone (R: lh).
    // Expected: the definition (Box and Jenkins 2.1.11) computed in Python 3.11.
    private const string Hormone =
        "2.4 2.4 2.4 2.2 2.1 1.5 2.3 2.3 2.5 2.0 1.9 1.7 2.2 1.8 3.2 3.2 2.7 2.2 2.2 1.9 1.9 1.8 2.7 3.0 " +
        "2.3 2.0 2.0 2.9 2.9 2.7 2.7 2.3 2.6 2.4 1.8 1.7 1.5 1.4 2.1 3.3 3.5 3.5 3.1 2.6 2.1 3.4 3.0 2.9";

    [Test]
    public void Correlations_are_those_of_the_definition()
    {
        double[] values = [.. Hormone.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        double[] expected = [1, 0.576, 0.182, -0.145, -0.175, -0.150];
        Assert.That(Autocorrelation.Of(values, 5), Is.EqualTo(expected).Within(0.0005));
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
