using NUnit.Framework;
using Sim.CoreEmulator.Timing.Caches;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

internal sealed class LruTests : ReplacementPolicyContract
{
    [Test]
    public void The_one_not_used_for_longest_gives_way()
    {
        IReplacementPolicy policy = Started(1, 4);
        policy.Touched(0, 0);
        policy.Touched(0, 2);
        Assert.That(policy.Victim(0), Is.EqualTo(1));
    }

    protected override IReplacementPolicy Make() => new Lru();
}
