using NUnit.Framework;
using Sim.CoreEmulator.Timing.Predictors;

namespace Sim.Tests.CoreEmulator.Timing.Predictors;

internal sealed class GshareTests : BranchPredictorContract
{
    protected override IBranchPredictor Make() => new Gshare(new GshareOptions());

    [Test]
    public void Alternation_is_learnt() => Assert.That(Misses(Make(), Alternating(1000), skip: 50), Is.Zero);

    [TestCase(5)]
    [TestCase(14)]
    public void Loops_as_long_as_the_history_are_learnt(int rounds) => Assert.That(Misses(Make(), Loop(rounds, 200), skip: 10 * rounds), Is.Zero);

    [Test]
    public void Longer_loops_are_not() => Assert.That(Misses(Make(), Loop(17, 200), skip: 10 * 17), Is.EqualTo(190));

    [Test]
    public void Exclusive_or_is_learnt() => Assert.That(Misses(Make(), Xor(8000), skip: 3 * 7000, Branch), Is.LessThan(300));

    [Test]
    public void What_lies_beyond_the_history_is_not_seen()
    {
        Assert.That(Misses(Make(), Distant(10, 4000), skip: 12 * 2000, Branch), Is.Zero);
        Assert.That(Misses(Make(), Distant(20, 4000), skip: 22 * 2000, Branch), Is.GreaterThan(800));
    }

    [Test]
    public void Storage() => Assert.That(Make().StorageBits, Is.EqualTo((2 * 16384) + 14));
}
