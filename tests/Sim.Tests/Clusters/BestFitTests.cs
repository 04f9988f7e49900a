using NUnit.Framework;
using Sim.Clusters.Placement;

namespace Sim.Tests.Clusters;

[TestFixture]
internal sealed class BestFitTests : PlacementPolicyContract
{
    protected override IPlacementPolicy Make() => new BestFit();

    [Test]
    public void TakesTheTightestWithRoom() =>
        Assert.That(Place([8, 4, 2], 1, 2, 1, 2, 5), Is.EqualTo([2, 1, 2, 1, 0]), "by hand: free 8/4/2, 8/4/1, 8/2/1, 8/2/0, 8/0/0");
}
