using NUnit.Framework;
using Sim.Clusters.Placement;

namespace Sim.Tests.Clusters;

[TestFixture]
internal sealed class FirstFitTests : PlacementPolicyContract
{
    protected override IPlacementPolicy Make() => new FirstFit();

    [Test]
    public void TakesTheFirstWithRoom() =>
        Assert.That(Place([4, 4, 4], 2, 1, 2, 1, 4), Is.EqualTo([0, 0, 1, 0, 2]), "by hand: 2+1 on h0, 2 on h1, 1 fills h0");
}
