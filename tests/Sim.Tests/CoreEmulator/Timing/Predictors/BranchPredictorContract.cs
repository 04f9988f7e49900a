using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Predictors;
using Sim.Kernel.Plugins;
using Sim.Tests.CoreEmulator.Memory;

namespace Sim.Tests.CoreEmulator.Timing.Predictors;

/// <summary>What every predictor of directions must do, and streams of outcomes to ask them with.</summary>
internal abstract class BranchPredictorContract
{
    /// <summary>The branch of streams of one.</summary>
    protected const ulong Branch = 0x8000_1000;

    /// <summary>A new one with its usual options.</summary>
    protected abstract IBranchPredictor Make();

    [Test]
    public void The_same_stream_gives_the_same_predictions() => Assert.That(Predictions(Make(), Mixed(3)), Is.EqualTo(Predictions(Make(), Mixed(3))));

    [Test]
    public void Having_forgotten_it_is_as_new()
    {
        IBranchPredictor used = Make();
        Predictions(used, Mixed(1));
        used.Forget();
        Assert.That(Predictions(used, Mixed(2)), Is.EqualTo(Predictions(Make(), Mixed(2))));
    }

    [Test]
    public void Loops_that_go_on_are_learnt() => Assert.That(Misses(Make(), Enumerable.Repeat(true, 1000), skip: 200), Is.Zero);

    [Test]
    public void It_is_a_part_that_the_registry_makes()
    {
        Type type = Make().GetType();
        Plugin plugin = new PluginRegistry([type.Assembly]).OfKind("branch-predictors").Single(p => p.Type == type);
        Assert.That(plugin.Source, Is.Not.Empty);
    }

    /// <summary>Wrong predictions of one branch, the first few not counted. Its target lies before it.</summary>
    protected static int Misses(IBranchPredictor predictor, IEnumerable<bool> outcomes, int skip = 0) =>
        Misses(predictor, outcomes.Select(taken => (Branch, taken)), skip);

    /// <summary>The same of several.</summary>
    protected static int Misses(IBranchPredictor predictor, IEnumerable<(ulong Pc, bool Taken)> stream, int skip, ulong only = 0)
    {
        int misses = 0;
        int seen = 0;
        foreach ((ulong pc, bool taken) in stream)
        {
            bool isWrong = predictor.Predict(pc, isBackward: true) != taken;
            predictor.Learn(pc, taken);
            misses += isWrong && seen >= skip && (only == 0 || pc == only) ? 1 : 0;
            seen++;
        }

        return misses;
    }

    /// <summary>Taken and not in turn.</summary>
    protected static IEnumerable<bool> Alternating(int n) => Enumerable.Range(0, n).Select(i => (i & 1) == 0);

    /// <summary>A loop's closing branch: all but the last of so many rounds go back.</summary>
    protected static IEnumerable<bool> Loop(int rounds, int times) => Enumerable.Range(0, rounds * times).Select(i => i % rounds != rounds - 1);

    /// <summary>Two random branches, and a third that is taken if they differed.</summary>
    protected static IEnumerable<(ulong Pc, bool Taken)> Xor(int n)
    {
        Dice dice = new(11);
        for (int i = 0; i < n; i++)
        {
            bool first = dice.Once(2);
            bool second = dice.Once(2);
            yield return (Branch - 16, first);
            yield return (Branch - 8, second);
            yield return (Branch, first != second);
        }
    }

    /// <summary>A random branch, a number of taken ones, and one that goes as the first did.</summary>
    protected static IEnumerable<(ulong Pc, bool Taken)> Distant(int between, int n)
    {
        Dice dice = new(12);
        for (int i = 0; i < n; i++)
        {
            bool first = dice.Once(2);
            yield return (Branch - 512, first);
            for (int j = 0; j < between; j++)
            {
                yield return (Branch - 256, true);
            }

            yield return (Branch, first);
        }
    }

    private static List<bool> Predictions(IBranchPredictor predictor, IEnumerable<(ulong Pc, bool Taken)> stream)
    {
        List<bool> all = [];
        foreach ((ulong pc, bool taken) in stream)
        {
            all.Add(predictor.Predict(pc, pc % 3 == 0));
            predictor.Learn(pc, taken);
            if (pc % 5 == 0)
            {
                predictor.Passed(pc + 64, pc - 64);
            }
        }

        return all;
    }

    private static IEnumerable<(ulong Pc, bool Taken)> Mixed(ulong seed)
    {
        Dice dice = new(seed);
        for (int i = 0; i < 20_000; i++)
        {
            ulong pc = Branch + (ulong)(2 * dice.Below(300));
            yield return (pc, dice.Below(300) < (int)(pc % 300));
        }
    }
}
