using System;
using NUnit.Framework;
using Sim.Statistics;

namespace Sim.Tests.Statistics;

public sealed class PrecisionTargetTests
{
    // By hand: g = 0.25 allows 0.25 / 1.25 = 0.2 of the estimate.
    [TestCase(10, 2.0, true)]
    [TestCase(10, 2.001, false)]
    [TestCase(-10, 2.0, true)]
    [TestCase(0, 0.0, true)]
    [TestCase(0, 0.001, false)]
    [TestCase(10, double.NaN, false)]
    public void A_half_width_is_compared_with_the_estimate(double estimate, double halfWidth, bool met) =>
        Assert.That(new PrecisionTarget { RelativeError = 0.25 }.IsMetBy(new Interval(estimate, halfWidth, 0.95)), Is.EqualTo(met));

    [Test]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.That(() => new PrecisionTarget { RelativeError = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PrecisionTarget { RelativeError = double.NaN }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PrecisionTarget { AbsoluteError = -1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PrecisionTarget { Confidence = 1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PrecisionTarget { Minimum = 1 }, Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PrecisionTarget { Maximum = 0 }, Throws.TypeOf<ArgumentOutOfRangeException>());
    }
}
