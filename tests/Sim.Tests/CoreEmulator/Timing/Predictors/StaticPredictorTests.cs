using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Predictors;

namespace Sim.Tests.CoreEmulator.Timing.Predictors;

internal sealed class StaticPredictorTests : BranchPredictorContract
{
    protected override IBranchPredictor Make() => new StaticPredictor();

    [Test]
    public void It_never_learns() => Assert.That(Misses(Make(), Enumerable.Repeat(false, 100)), Is.EqualTo(100));

    [Test]
    public void It_looks_at_nothing_but_the_way() =>
        Assert.That(Make().Predict(Branch, isBackward: false), Is.EqualTo(Make() is AlwaysTaken));
}
