using System;
using System.Linq;
using NUnit.Framework;
using Sim.Kernel.Random;
using Sim.Kernel.Random.Variates;

namespace Sim.Tests.Kernel.Random.Variates;

public sealed class MarkovModulatedPoissonVariateTests
{
    // Rates 10 and 1, changes at 0.5 and 0.25 per unit of time.
    private const double L1 = 10;
    private const double L2 = 1;
    private const double R1 = 0.5;
    private const double R2 = 0.25;

    // Fischer and Meier-Hellstern 1993, section 2.1, of two phases: the mean rate (l1 r2 + l2 r1) / (r1 + r2), and the
    // index of dispersion of the count in a long time, 1 + 2 (l1 - l2)^2 r1 r2 / ((r1 + r2)^2 (l1 r2 + l2 r1)).
    private const double Rate = ((L1 * R2) + (L2 * R1)) / (R1 + R2);
    private const double Excess = 2 * (L1 - L2) * (L1 - L2) * R1 * R2 / ((R1 + R2) * (R1 + R2) * ((L1 * R2) + (L2 * R1)));

    [Test]
    public void Two_phases_have_the_closed_form()
    {
        Assert.That(TwoPhases().Mean, Is.EqualTo(1 / Rate).Within(1e-12));
        Assert.That(TwoPhases().DispersionIndex, Is.EqualTo(1 + Excess).Within(1e-12));
    }

    // The same source: in a time t the excess is smaller by (1 - e^-s) / s with s = (r1 + r2) t.
    [TestCase(0.5)]
    [TestCase(4)]
    public void Counts_are_as_dispersed_as_theory_has_it(double window)
    {
        const int windows = 40_000;
        RandomStream stream = new RandomStreams(17)["mmpp/counts"];
        double[] counts = [.. Enumerable.Range(0, windows).Select(_ => (double)Count(TwoPhases(), stream, window))];
        double mean = counts.Average();
        double variance = counts.Average(count => (count - mean) * (count - mean));
        double fourth = counts.Average(count => Math.Pow(count - mean, 4));
        double s = (R1 + R2) * window;
        double expected = 1 + Excess - (Excess * (1 - Math.Exp(-s)) / s);
        double meanScore = (mean - (Rate * window)) / Math.Sqrt(variance / windows);
        double varianceScore = (variance - (expected * Rate * window)) / Math.Sqrt((fourth - (variance * variance)) / windows);
        TestContext.Out.WriteLine($"in {window}: mean count {mean:F4} of {Rate * window}, {meanScore:F2} deviations off");
        TestContext.Out.WriteLine($"in {window}: index of dispersion {variance / mean:F4} of {expected:F4}, {varianceScore:F2} deviations off");
        Assert.That(Math.Abs(meanScore), Is.LessThan(3.3));
        Assert.That(Math.Abs(varianceScore), Is.LessThan(3.3));
    }

    // Kuczura 1973: a gap of the interrupted Poisson process is hyper-exponential, see VariateSamples. Its moments by hand
    // for rate 2, on for 1/3, off for 1: mean (1/2)(1 + 3), r1 + r2 = 6, r1 r2 = 2, second moment 11.
    [Test]
    public void The_interrupted_process_has_the_moments_of_a_hyper_exponential_gap()
    {
        MarkovModulatedPoissonVariate process = MarkovModulatedPoissonVariate.OnOff(2, 1 / 3.0, 1);
        Assert.That(process.Mean, Is.EqualTo(2).Within(1e-12));
        Assert.That(process.Variance, Is.EqualTo(11 - 4).Within(1e-12));
    }

    [Test]
    public void One_phase_is_a_Poisson_process()
    {
        MarkovModulatedPoissonVariate process = new([4], [0]);
        Assert.That((process.Mean, process.Variance, process.DispersionIndex), Is.EqualTo((0.25, 0.0625, 1.0)));
    }

    // Two independent processes side by side are one of four phases, and variances of counts add up.
    [Test]
    public void Processes_add_up()
    {
        double[] rates = [L1 + 2, L1, L2 + 2, L2];
        double[] switching =
        [
            0, 3, R1, 0,
            1, 0, 0, R1,
            R2, 0, 0, 3,
            0, R2, 1, 0,
        ];
        MarkovModulatedPoissonVariate both = new(rates, switching);
        MarkovModulatedPoissonVariate second = MarkovModulatedPoissonVariate.OnOff(2, 1 / 3.0, 1);
        double rate = Rate + (1 / second.Mean);
        Assert.That(both.Mean, Is.EqualTo(1 / rate).Within(1e-12));
        double variance = (Rate * TwoPhases().DispersionIndex) + (second.DispersionIndex / second.Mean);
        Assert.That(both.DispersionIndex, Is.EqualTo(variance / rate).Within(1e-10));
    }

    // Gaps between arrivals are not independent, so the spread is that of means of a hundred long runs.
    [Test]
    public void Gaps_have_the_promised_moments()
    {
        RandomStream stream = new RandomStreams(18)["mmpp/gaps"];
        double[][] runs = [.. Enumerable.Range(0, 100).Select(_ => Run(TwoPhases(), stream, 2000))];
        double expected = TwoPhases().Variance + (TwoPhases().Mean * TwoPhases().Mean);
        Assert.That(Math.Abs(Score(runs, gap => gap, TwoPhases().Mean)), Is.LessThan(3.3));
        Assert.That(Math.Abs(Score(runs, gap => gap * gap, expected)), Is.LessThan(3.3));
    }

    [Test]
    public void A_saved_process_continues_where_it_stood()
    {
        RandomStream stream = new RandomStreams(5)["mmpp"];
        MarkovModulatedPoissonVariate process = TwoPhases();
        Assert.That(process.State, Is.EqualTo(new MarkovModulatedPoissonState(-1)));
        for (int i = 0; i < 100; i++)
        {
            MarkovModulatedPoissonVariate resumed = TwoPhases();
            resumed.Restore(process.State);
            RandomStream again = new(stream.State);
            Assert.That(resumed.Next(again), Is.EqualTo(process.Next(stream)));
            Assert.That(again.State, Is.EqualTo(stream.State));
        }

        Assert.That(() => process.Restore(new MarkovModulatedPoissonState(2)), Throws.TypeOf<ArgumentOutOfRangeException>());
        Assert.That(() => process.Restore(new MarkovModulatedPoissonState(-2)), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    private static MarkovModulatedPoissonVariate TwoPhases() => new([L1, L2], [-R1, R1, R2, -R2]);

    private static int Count(MarkovModulatedPoissonVariate process, RandomStream stream, double window)
    {
        int count = 0;
        for (double time = process.Next(stream); time < window; time += process.Next(stream))
        {
            count++;
        }

        return count;
    }

    // The first gaps, while the start still shows, are left out.
    private static double[] Run(MarkovModulatedPoissonVariate process, RandomStream stream, int count) =>
        [.. Enumerable.Range(0, count + 100).Select(_ => process.Next(stream)).Skip(100)];

    private static double Score(double[][] runs, Func<double, double> moment, double expected)
    {
        double[] means = [.. runs.Select(run => run.Average(moment))];
        double mean = means.Average();
        double deviation = Math.Sqrt(means.Sum(x => (x - mean) * (x - mean)) / (means.Length - 1));
        double score = (mean - expected) / (deviation / Math.Sqrt(means.Length));
        TestContext.Out.WriteLine($"{mean:G6} of {expected:G6}, {score:F2} deviations off");
        return score;
    }
}
