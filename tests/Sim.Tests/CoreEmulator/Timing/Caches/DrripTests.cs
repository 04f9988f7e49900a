using NUnit.Framework;
using Sim.CoreEmulator.Timing.Caches;

namespace Sim.Tests.CoreEmulator.Timing.Caches;

internal sealed class DrripTests : ReplacementPolicyContract
{
    [Test]
    public void What_was_used_stays()
    {
        IReplacementPolicy policy = Started(1, 4);
        policy.Touched(0, 0);
        policy.Touched(0, 1);
        Assert.That(policy.Victim(0), Is.EqualTo(2));
    }

    protected override IReplacementPolicy Make() => new Drrip();
}
