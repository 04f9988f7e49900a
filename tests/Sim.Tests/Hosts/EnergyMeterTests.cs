using NUnit.Framework;
using Sim.Hosts.Power;

namespace Sim.Tests.Hosts;

[TestFixture]
internal sealed class EnergyMeterTests
{
    [Test]
    public void ARampIsATrapezoid()
    {
        // 100 W to 200 W in 10 steps of 1 s: mean 150 W over 10 s, then the last sample holds 1 s (models.md G15).
        double[] ramp = [100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200];
        Assert.That(EnergyMeter.Joules(ramp, 1, EnergyIntegration.Trapezoid), Is.EqualTo(1500 + 200));
        Assert.That(EnergyMeter.Joules(ramp, 1, EnergyIntegration.Step), Is.EqualTo(1650));
    }

    [Test]
    public void OffTakesNothingAndIsNotInterpolatedTo()
    {
        double[] watts = [100, 200, double.NaN, double.NaN, 100];
        Assert.That(EnergyMeter.Joules(watts, 60, EnergyIntegration.Trapezoid), Is.EqualTo(60 * (150 + 200 + 100)));
    }

    [Test]
    public void NoSamplesNoEnergy() => Assert.That(EnergyMeter.Joules([], 60, EnergyIntegration.Trapezoid), Is.Zero);
}
