using NUnit.Framework;
using Sim.Clusters.Placement;

namespace Sim.Tests.Clusters;

[TestFixture]
internal sealed class RoundRobinTests : PlacementPolicyContract
{
    protected override IPlacementPolicy Make() => new RoundRobin();

    [Test]
    public void GoesRoundAndSkipsTheFull() =>
        Assert.That(Place([2, 1, 2], 1, 1, 1, 1, 1), Is.EqualTo([0, 1, 2, 0, 2]), "by hand: h1 is full in the second round");
}
