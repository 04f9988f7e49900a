using NUnit.Framework;
using Sim.CoreEmulator.Timing.Predictors;

namespace Sim.Tests.CoreEmulator.Timing.Predictors;

internal sealed class BiModeTests : BranchPredictorContract
{
    protected override IBranchPredictor Make() => new BiMode(new BiModeOptions());

    [Test]
    public void Alternation_is_learnt() => Assert.That(Misses(Make(), Alternating(1000), skip: 100), Is.Zero);

    [Test]
    public void Loops_as_long_as_the_index_are_learnt() => Assert.That(Misses(Make(), Loop(14, 400), skip: 50 * 14), Is.Zero);

    /// <summary>22 outcomes in an index of 14 bits: of 20 rounds the last, 19 behind the end of the loop before, meets the one that is 5 behind it.</summary>
    [Test]
    public void Outcomes_beyond_the_index_fold_onto_the_others() => Assert.That(Misses(Make(), Loop(20, 400), skip: 50 * 20), Is.EqualTo(350));

    [Test]
    public void Branches_of_opposite_ways_do_not_meet_in_a_counter()
    {
        // Without history both use the same counter of a table: they differ by their choice alone, and each goes its own way.
        BiMode predictor = new(new BiModeOptions { History = 0, AddressBits = 0 });
        int missed = 0;
        for (int n = 0; n < 100; n++)
        {
            missed += Missed(predictor, 0x1000, taken: true, n > 4);
            missed += Missed(predictor, 0x2010, taken: false, n > 4);
        }

        Assert.That(missed, Is.Zero);
    }

    [Test]
    public void A_choice_that_is_wrong_stays_where_the_table_is_right()
    {
        // Mostly taken, but for one time in four, which history tells: the choice stays with taken, and nothing is missed.
        Assert.That(Misses(Make(), Loop(4, 2000), skip: 4000), Is.Zero);
    }

    [Test]
    public void Storage() => Assert.That(Make().StorageBits, Is.EqualTo((2 * 2 * 16384) + (2 * 1024) + 22));

    private static int Missed(BiMode predictor, ulong pc, bool taken, bool counted)
    {
        bool foreseen = predictor.Predict(pc, isBackward: false);
        predictor.Learn(pc, taken);
        return counted && foreseen != taken ? 1 : 0;
    }
}
