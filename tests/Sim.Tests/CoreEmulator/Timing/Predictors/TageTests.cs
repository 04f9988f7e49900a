using NUnit.Framework;
using Sim.CoreEmulator.Timing.Predictors;

namespace Sim.Tests.CoreEmulator.Timing.Predictors;

internal sealed class TageTests : BranchPredictorContract
{
    private static readonly TageOptions Boom = new()
    {
        Base = 2048,
        Lengths = [2, 4, 8, 16, 32, 64],
        Sizes = [128, 128, 256, 256, 128, 128],
        Tags = [7, 7, 8, 8, 9, 9],
        UsefulPeriod = 2048,
        Loop = false,
    };

    protected override IBranchPredictor Make() => new Tage(new TageOptions());

    [Test]
    public void Alternation_is_learnt() => Assert.That(Misses(Make(), Alternating(1000), skip: 100), Is.Zero);

    [TestCase(5)]
    [TestCase(60)]
    [TestCase(600)]
    public void Loops_are_learnt(int rounds) => Assert.That(Misses(Make(), Loop(rounds, 300), skip: 250 * rounds), Is.Zero);

    [TestCase(200)]
    public void Long_loops_need_the_loop_predictor(int rounds)
    {
        TageOptions shortHistory = new() { MaxHistory = 64, Loop = false };
        Assert.That(Misses(new Tage(shortHistory), Loop(rounds, 100), skip: 50 * rounds), Is.GreaterThanOrEqualTo(50));
        Assert.That(Misses(new Tage(shortHistory with { Loop = true }), Loop(rounds, 100), skip: 50 * rounds), Is.Zero);
    }

    [Test]
    public void Exclusive_or_is_learnt() => Assert.That(Misses(Make(), Xor(4000), skip: 3 * 3000, Branch), Is.LessThan(60));

    [TestCase(20)]
    [TestCase(100)]
    [TestCase(300)]
    public void Outcomes_far_back_are_seen(int between) =>
        Assert.That(Misses(Make(), Distant(between, 2000), skip: (between + 2) * 1500, Branch), Is.LessThan(25));

    [Test]
    public void Booms_can_be_described()
    {
        Tage boom = new(Boom);
        long tables = (2 * 128 * (3 + 2 + 7)) + (2 * 256 * (3 + 2 + 8)) + (2 * 128 * (3 + 2 + 9));
        Assert.That(boom.StorageBits, Is.EqualTo(tables + (2 * 2048) + 64 + 30));
        Assert.That(Misses(boom, Distant(40, 2000), skip: 42 * 1500, Branch), Is.LessThan(25));
        Assert.That(Misses(boom, Distant(70, 2000), skip: 72 * 1500, Branch), Is.GreaterThan(150));
    }
}
