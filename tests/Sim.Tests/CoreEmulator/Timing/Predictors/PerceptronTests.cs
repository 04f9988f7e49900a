using NUnit.Framework;
using Sim.CoreEmulator.Timing.Predictors;

namespace Sim.Tests.CoreEmulator.Timing.Predictors;

internal sealed class PerceptronTests : BranchPredictorContract
{
    protected override IBranchPredictor Make() => new Perceptron(new PerceptronOptions());

    [Test]
    public void Alternation_is_learnt() => Assert.That(Misses(Make(), Alternating(1000), skip: 100), Is.Zero);

    [TestCase(5)]
    [TestCase(31)]
    public void Loops_as_long_as_the_history_are_learnt(int rounds) => Assert.That(Misses(Make(), Loop(rounds, 400), skip: 300 * rounds), Is.Zero);

    // Not linearly separable: about half are wrong.
    [Test]
    public void Exclusive_or_is_not_learnt() => Assert.That(Misses(Make(), Xor(4000), skip: 3 * 2000, Branch), Is.GreaterThan(800));

    [Test]
    public void One_outcome_far_back_is_weighed() => Assert.That(Misses(Make(), Distant(25, 2000), skip: 27 * 1500, Branch), Is.LessThan(25));

    [Test]
    public void Storage() => Assert.That(Make().StorageBits, Is.EqualTo((512 * 33 * 8) + 32));
}
