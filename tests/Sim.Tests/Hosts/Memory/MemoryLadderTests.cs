using System.Linq;
using NUnit.Framework;
using Sim.Hosts.Memory;

namespace Sim.Tests.Hosts.Memory;

[TestFixture]
public sealed class MemoryLadderTests
{
    private static readonly double[] All = [100, 64, 32, 16];

    [Test]
    public void It_goes_down_at_thresholds_and_up_a_tenth_above_them()
    {
        MemoryLadder ladder = new(All, 0.1);
        (double Free, LadderState State)[] steps =
        [
            (100, LadderState.High), (99, LadderState.Clear), (64, LadderState.Clear), (63.9, LadderState.Soft), (31, LadderState.Hard), (15, LadderState.Low),
            (17, LadderState.Low), (17.6, LadderState.Hard), (35, LadderState.Hard), (35.2, LadderState.Soft), (70, LadderState.Soft), (70.4, LadderState.Clear),
            (109, LadderState.Clear), (110, LadderState.High),
        ];
        Assert.That(steps.Select(step => ladder.Update(step.Free)), Is.EqualTo(steps.Select(step => step.State)));
    }

    [Test]
    public void It_falls_and_rises_over_several_states_at_once()
    {
        MemoryLadder ladder = new(All, 0.1);
        Assert.That(ladder.Update(-5), Is.EqualTo(LadderState.Low));
        Assert.That(ladder.Update(80), Is.EqualTo(LadderState.Clear));
        Assert.That(ladder.Update(1000), Is.EqualTo(LadderState.High));
    }

    [Test]
    public void States_without_a_threshold_are_passed_over()
    {
        MemoryLadder ladder = new([0, 40, 0, 10], 0.1);
        Assert.That(ladder.Update(39), Is.EqualTo(LadderState.Soft));
        Assert.That(ladder.Update(9), Is.EqualTo(LadderState.Low));
        Assert.That(ladder.Update(12), Is.EqualTo(LadderState.Soft));
        Assert.That(ladder.Update(44), Is.EqualTo(LadderState.High));
    }

    [Test]
    public void A_state_is_left_above_the_first_threshold_in_use_from_it_on()
    {
        MemoryLadder ladder = new([0, 40, 20, 0], 0.1);
        Assert.That(ladder.Goal, Is.EqualTo(44).Within(1e-9));
        Assert.That(ladder.Exit(LadderState.Soft), Is.EqualTo(44).Within(1e-9));
        Assert.That(ladder.Exit(LadderState.Hard), Is.EqualTo(22).Within(1e-9));
        Assert.That(ladder.Exit(LadderState.Low), Is.Zero);
    }

    [Test]
    public void Without_thresholds_it_stays_high() => Assert.That(new MemoryLadder([0, 0, 0, 0], 0.1).Update(-100), Is.EqualTo(LadderState.High));
}
