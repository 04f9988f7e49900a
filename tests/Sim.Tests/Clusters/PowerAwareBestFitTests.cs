using NUnit.Framework;
using Sim.Clusters.Placement;
using Sim.Hosts;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Clusters;

[TestFixture]
internal sealed class PowerAwareBestFitTests : PlacementPolicyContract
{
    protected override IPlacementPolicy Make() => new PowerAwareBestFit();

    [Test]
    public void PrefersTheHostThatIsOnThenTheCheaperOne()
    {
        HostSpec dear = Host(0) with { Power = new PowerCurve([200, 400]) };
        HostSpec cheap = Host(1) with { Power = new PowerCurve([50, 130]) };
        PlacementPlan plan = PlacementPlanner.Plan([dear, cheap], [Vm(0, 1), Vm(1, 3), Vm(2, 1)], 3, Make(), Rules);
        Assert.That(plan.HostOf, Is.EqualTo([1, 1, 0]), "by hand: 70 W against 250 W; 60 W against 350 W; only h0 has room");
    }

    [Test]
    public void LargestFirstPlacesTheLargestFirst()
    {
        HostSpec host = new("h", "t", 4, 4, Frequency.FromMegahertz(1000), Bytes.FromGibibytes(8), new PowerCurve([1, 2]));
        PlacementPlan plan = PlacementPlanner.Plan([host], [Vm(0, 1), Vm(1, 4)], 2, Make(), Rules with { LargestFirst = true });
        Assert.That(plan.HostOf, Is.EqualTo([-1, 0]));
        Assert.That(plan.Unplaced[0].Reason, Is.EqualTo("too little CPU left on 1 of 1 hosts"));
    }
}
