using System;
using System.Globalization;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Tests.CoreEmulator.Memory;

namespace Sim.Tests.CoreEmulator.Timing.Predictors;

internal sealed class BimodalTests : BranchPredictorContract
{
    protected override IBranchPredictor Make() => new Bimodal(new BimodalOptions());

    // From weakly not taken, T N T N: foreseen N T N T.
    [Test]
    public void Alternation_is_always_wrong() => Assert.That(Misses(Make(), Alternating(1000)), Is.EqualTo(1000));

    [TestCase(5)]
    [TestCase(20)]
    public void A_loops_end_is_wrong_each_time(int rounds) => Assert.That(Misses(Make(), Loop(rounds, 100), skip: 2 * rounds), Is.EqualTo(98));

    [Test]
    public void Branches_that_share_a_counter_disturb_each_other()
    {
        Bimodal small = new(new BimodalOptions { Entries = 16 });
        Assert.That(small.StorageBits, Is.EqualTo(32));
        int misses = 0;
        for (int i = 0; i < 100; i++)
        {
            misses += Misses(small, [(Branch, true), (Branch + 32, false)], 0);
        }

        Assert.That(misses, Is.EqualTo(200));
    }

    // The counter is a birth-death chain, up with p, down with q = 1 - p: its stationary law is r^k / (1 + r + r^2 + r^3) with r = p / q. It says taken in the
    // upper two states, so it is wrong with p (1 + r) / S + q (r^2 + r^3) / S, S = 1 + r + r^2 + r^3, which is pq / (p^2 + q^2).
    [TestCase(0.1)]
    [TestCase(0.3)]
    [TestCase(0.5)]
    [TestCase(0.7)]
    [TestCase(0.95)]
    public void Random_outcomes_miss_as_the_markov_chain_says(double p)
    {
        const int n = 1_000_000;
        Dice dice = new((ulong)(p * 1000));
        double rate = Misses(Make(), Enumerable.Range(0, n).Select(_ => dice.Below(1_000_000) < p * 1_000_000)) / (double)n;
        double q = 1 - p;
        double r = p / q;
        double sum = 1 + r + (r * r) + (r * r * r);
        double chain = ((p * (1 + r)) + (q * ((r * r) + (r * r * r)))) / sum;
        Assert.That(chain, Is.EqualTo(p * q / ((p * p) + (q * q))).Within(1e-12));
        TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p {p}: {rate:F6}, chain {chain:F6}, error {Math.Abs(rate - chain):F6}"));
        Assert.That(rate, Is.EqualTo(chain).Within(0.002));
    }
}
