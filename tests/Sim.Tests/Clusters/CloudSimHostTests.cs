using NUnit.Framework;
using Sim.Clusters.CloudSim;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;
using Sim.Tests.Hosts;

namespace Sim.Tests.Clusters;

/// <summary>Hand-computed from CloudSim 3.0.3's rules as listed in <see cref="CloudSimHost"/>; real days are in Sim.Validation.</summary>
[TestFixture]
internal sealed class CloudSimHostTests
{
    private static readonly HostSpec Host =
        new("h", "test", 2, 2, Frequency.FromMegahertz(1000), Bytes.FromGibibytes(8), new PowerCurve([100, 200]));

    private static double Joules(bool full, params double[][] demand)
    {
        VmSpec[] vms = new VmSpec[demand.Length];
        Residency[] stays = new Residency[demand.Length];
        for (int i = 0; i < vms.Length; i++)
        {
            vms[i] = new VmSpec(1, 1000, 512, 1000, 0, double.PositiveInfinity, -1);
            stays[i] = new Residency(i, 0, 4);
        }

        IntervalRules rules = new(4, 300, true, full, EnergyIntegration.Trapezoid, true);
        return new CloudSimHost(vms, new TableDemand(demand), rules).Replay(Host, stays, new HostSeries(4), new VmTotals[vms.Length], null);
    }

    [Test]
    public void TheFirstIntervalIsFreeAndTheLastIsNeverSeen() =>
        Assert.That(Joules(false, [1, 1, 1, 1]), Is.EqualTo(2 * 300 * 150).Within(1e-6), "looks at 300.1, 600.1 and 900.1 s, half loaded");

    [Test]
    public void FullPowerCountsFromTheStartToTheLastLook() =>
        Assert.That(Joules(true, [1, 1, 1, 1]), Is.EqualTo(900.1 * 200).Within(1e-6));

    [Test]
    public void AVmAtZeroIsGoneForGood() =>
        Assert.That(
            Joules(false, [1, 1, 1, 1], [1, 0, 0, 1]),
            Is.EqualTo(2 * 300 * 150).Within(1e-6),
            "the second is at zero at 300.1 s (between two zeros), so its last full sample never counts");

    [Test]
    public void NothingIsCountedAfterAnIdleLook() => Assert.That(Joules(false, [0, 0, 0, 0]), Is.Zero);
}
