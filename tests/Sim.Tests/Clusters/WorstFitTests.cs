using NUnit.Framework;
using Sim.Clusters.Placement;

namespace Sim.Tests.Clusters;

[TestFixture]
internal sealed class WorstFitTests : PlacementPolicyContract
{
    protected override IPlacementPolicy Make() => new WorstFit();

    [Test]
    public void TakesTheEmptiestWithRoom() =>
        Assert.That(Place([4, 6, 4], 3, 1, 1, 2), Is.EqualTo([1, 0, 2, 0]), "by hand: free 4/6/4, 4/3/4 (tie: first), 3/3/4, 3/3/3 (tie)");
}
