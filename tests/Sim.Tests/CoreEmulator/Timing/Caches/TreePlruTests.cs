using NUnit.Framework;
using Sim.CoreEmulator.Timing.Caches;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

internal sealed class TreePlruTests : ReplacementPolicyContract
{
    [Test]
    public void Points_away_from_what_was_used_last()
    {
        IReplacementPolicy policy = Started(1, 4);
        policy.Touched(0, 0);
        policy.Touched(0, 2);
        Assert.That(policy.Victim(0), Is.EqualTo(1));
    }

    protected override IReplacementPolicy Make() => new TreePlru();
}
