using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Timing.Caches;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

internal sealed class RandomReplacementTests : ReplacementPolicyContract
{
    [Test]
    public void Ways_are_chosen_about_equally_often()
    {
        IReplacementPolicy policy = Started(1, 4);
        int[] counts = new int[4];
        foreach (int _ in Enumerable.Range(0, 40_000))
        {
            counts[policy.Victim(0)]++;
        }

        Assert.That(counts, Has.All.InRange(9_500, 10_500));
    }

    protected override IReplacementPolicy Make() => new RandomReplacement();
}
