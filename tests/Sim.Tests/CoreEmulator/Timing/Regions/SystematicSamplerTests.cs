using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Timing;
using Sim.CoreEmulator.Timing.Regions;
using Sim.Kernel;
using Sim.Statistics;

namespace Sim.Tests.CoreEmulator.Timing.Regions;

internal sealed class SystematicSamplerTests
{
    private const ulong Steps = 12_000_000;

    [TestCase(0UL)]
    [TestCase(33_333UL)]
    public void TheIntervalHoldsWhatTimingAllOfItTells(ulong offset)
    {
        using Machine whole = RegionProgram.Machine();
        TimedMachine timed = RegionProgram.Timed(whole);
        timed.RunQuietly(Steps);
        double all = timed.Cores[0].Measure().Cpi;

        using Machine sampled = RegionProgram.Machine();
        TimedMachine other = RegionProgram.Timed(sampled);
        SampledCpi sample = new SystematicSampler(other, new SystematicSampling { Period = 99_991, Offset = offset }).Run(Steps);
        Interval interval = Interval.OfMean([.. sample.Units], 0.99);
        TestContext.Out.WriteLine($"{sample.Units.Count} units, {interval}, all {all}, V {sample.Variation}");
        Assert.Multiple(() =>
        {
            Assert.That(interval.Contains(all), $"{interval} and {all}");
            Assert.That(sample.Units, Has.Count.EqualTo((int)((Steps - offset) / 99_991)));
            Assert.That(other.Cores[0].Measure().Instructions, Is.LessThan((long)Steps / 30), "a thirtieth was timed");
            Assert.That(sampled.Steps, Is.EqualTo(whole.Steps));
            Assert.That(sample.Stack.Sum(), Is.EqualTo(sample.Units.Sum() * 1000).Within(1e-3));
        });
    }

    [Test]
    public void TheUnitsThatAPrecisionNeedsFollowThePaper()
    {
        // V = 1, 3 % at 99.7 %: (3 x 1 / 0.03)^2 = 10,000, the paper's own example.
        double[] units = [1 - 0.70710678118654757, 1 + 0.70710678118654757];
        SampledCpi sample = new(units, [], 0, null);
        Assert.Multiple(() =>
        {
            Assert.That(sample.Mean, Is.EqualTo(1).Within(1e-12));
            Assert.That(sample.Variance, Is.EqualTo(1).Within(1e-12));
            Assert.That(sample.UnitsFor(0.03, 3), Is.EqualTo(10_000).Within(1));
        });
    }

    [Test]
    public void WithoutUnitsNothingIsKnown()
    {
        using Machine machine = RegionProgram.Machine();
        SampledCpi sample = new SystematicSampler(RegionProgram.Timed(machine), new SystematicSampling()).Run(1000);
        Assert.Multiple(() =>
        {
            Assert.That(sample.Units, Is.Empty);
            Assert.That(sample.Mean, Is.NaN);
            Assert.That(sample.UnitsFor(0.03, 3), Is.Zero);
            Assert.That(machine.Steps, Is.EqualTo(1000));
        });
    }

    [Test]
    public void FunctionalBetweenTheUnitsComesToTheSamePlaces()
    {
        using Machine machine = RegionProgram.Machine();
        SampledCpi sample = new SystematicSampler(RegionProgram.Timed(machine), new SystematicSampling { Period = 500_000, WarmsBetween = false, Units = 5 }).Run(3_000_000);
        Assert.Multiple(() =>
        {
            Assert.That(sample.Units, Has.Count.EqualTo(5));
            Assert.That(machine.Steps, Is.EqualTo(3_000_000));
        });
    }

    [Test]
    public void SeveralHartsAreRefused()
    {
        using Machine machine = RegionProgram.Machine(harts: 2);
        Assert.Throws<InputException>(() => _ = new SystematicSampler(RegionProgram.Timed(machine), new SystematicSampling()));
    }
}
