using NUnit.Framework;
using Sim.CoreEmulator.Timing.Predictors;

namespace Sim.Tests.CoreEmulator.Timing.Predictors;

internal sealed class LocalHistoryTests : BranchPredictorContract
{
    protected override IBranchPredictor Make() => new LocalHistory(new LocalHistoryOptions());

    [Test]
    public void Alternation_is_learnt() => Assert.That(Misses(Make(), Alternating(1000), skip: 50), Is.Zero);

    [Test]
    public void Loops_as_long_as_the_history_are_learnt() => Assert.That(Misses(Make(), Loop(3, 200), skip: 60), Is.Zero);

    [Test]
    public void Longer_loops_miss_their_end() => Assert.That(Misses(Make(), Loop(5, 200), skip: 50), Is.EqualTo(190));

    [Test]
    public void Another_branchs_outcomes_do_not_matter()
    {
        LocalHistory predictor = new(new LocalHistoryOptions());
        int missed = 0;
        for (int n = 0; n < 300; n++)
        {
            missed += Missed(predictor, 0x1000, taken: n % 2 == 0, n > 20);
            Missed(predictor, 0x1002, taken: (n * 7) % 5 < 2, counted: false);
        }

        Assert.That(missed, Is.Zero);
    }

    [Test]
    public void Storage() => Assert.That(Make().StorageBits, Is.EqualTo((128 * 8 * 2) + (128 * 3)));

    private static int Missed(LocalHistory predictor, ulong pc, bool taken, bool counted)
    {
        bool foreseen = predictor.Predict(pc, isBackward: false);
        predictor.Learn(pc, taken);
        return counted && foreseen != taken ? 1 : 0;
    }
}
