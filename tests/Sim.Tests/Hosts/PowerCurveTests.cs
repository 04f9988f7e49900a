using NUnit.Framework;
using Sim.Hosts.Power;

namespace Sim.Tests.Hosts;

[TestFixture]
internal sealed class PowerCurveTests
{
    // HP ProLiant ML110 G4, SPECpower_ssj2008, design/models.md F3.
    private static readonly double[] MlG4 = [86, 89.4, 92.6, 96, 99.5, 102, 106, 108, 112, 114, 117];

    [Test]
    public void GoesThroughEveryMeasuredPoint()
    {
        PowerCurve curve = new(MlG4);
        for (int i = 0; i <= 10; i++)
        {
            Assert.That(curve.At(i / 10.0), Is.EqualTo(MlG4[i]).Within(1e-12), $"{i * 10} %");
        }
    }

    [TestCase(0.25, 94.3, Description = "half way between 92.6 and 96")]
    [TestCase(0.975, 116.25, Description = "three quarters from 114 to 117")]
    [TestCase(-0.5, 86, Description = "held at the ends")]
    [TestCase(1.5, 117, Description = "held at the ends")]
    public void RunsStraightBetweenThem(double utilisation, double watts) =>
        Assert.That(new PowerCurve(MlG4).At(utilisation), Is.EqualTo(watts).Within(1e-12));

    [Test]
    public void TwoPointsAreALine() => Assert.That(new PowerCurve([100, 200]).At(0.3), Is.EqualTo(130).Within(1e-12));
}
