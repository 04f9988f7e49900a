using System.Linq;
using NUnit.Framework;
using Sim.Clusters.Placement;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Clusters;

[TestFixture]
internal sealed class PlacementPlannerTests
{
    private static readonly HostSpec Host =
        new("h", "test", 4, 8, Frequency.FromMegahertz(1000), Bytes.FromGibibytes(4), new PowerCurve([100, 200]));

    private static VmArrival Vm(int vm, int vcpus, int from, int to, double speed = 1000, double mib = 512, double reservation = 0) =>
        new(new VmRequest(vm, vcpus, speed, mib, reservation), from, to);

    private static PlacementPlan Plan(PlacementRules rules, params VmArrival[] arrivals) =>
        PlacementPlanner.Plan([Host], arrivals, arrivals.Length, new FirstFit(), rules);

    [Test]
    public void WhatAVmLeavesCanBeTakenInTheSameStep()
    {
        PlacementPlan plan = Plan(new PlacementRules(1, 1, false, false), Vm(0, 4, 0, 5), Vm(1, 4, 5, 9), Vm(2, 4, 8, 9));
        Assert.That(plan.HostOf, Is.EqualTo([0, 0, -1]));
        Assert.That(plan.Stays[0], Is.EqualTo(new[] { new Residency(0, 0, 5), new Residency(1, 5, 9) }));
    }

    [Test]
    public void OvercommitMultipliesWhatAHostPromises()
    {
        Assert.That(Plan(new PlacementRules(2, 1, false, false), Vm(0, 4, 0, 1), Vm(1, 4, 0, 1), Vm(2, 1, 0, 1)).HostOf, Is.EqualTo([0, 0, -1]));
        Assert.That(Plan(new PlacementRules(9, 1.5, false, false), Vm(0, 1, 0, 1, mib: 4096), Vm(1, 1, 0, 1, mib: 2048)).HostOf, Is.EqualTo([0, 0]));
    }

    [Test]
    public void ReservationsAreNeverOvercommitted()
    {
        PlacementPlan plan = Plan(new PlacementRules(9, 1, false, false), Vm(0, 1, 0, 1, reservation: 3000), Vm(1, 1, 0, 1, reservation: 1001));
        Assert.That(plan.Unplaced.Single().Reason, Is.EqualTo("too little CPU left to reserve on 1 of 1 hosts"));
    }

    [Test]
    public void MemoryThatIsReservedIsNeverOvercommitted()
    {
        PlacementRules rules = new(9, 9, false, false) { HypervisorMib = 1024 };
        VmArrival[] vms = [.. Enumerable.Range(0, 3).Select(vm => new VmArrival(new VmRequest(vm, 1, 1000, 2048, 0, 1536), 0, 1))];
        PlacementPlan plan = PlacementPlanner.Plan([Host], vms, vms.Length, new FirstFit(), rules);
        Assert.That(plan.HostOf, Is.EqualTo([0, 0, -1]), "3 GiB can be reserved, twice 1.5 GiB are");
        Assert.That(plan.Unplaced.Single().Reason, Is.EqualTo("too little memory left to reserve on 1 of 1 hosts"));
    }

    [TestCase(9, 100, 512, false, "more vCPUs than logical CPUs")]
    [TestCase(1, 1500, 512, true, "vCPU faster than the cores")]
    [TestCase(8, 1000, 512, false, "too little CPU left")]
    [TestCase(1, 1000, 5000, false, "too little memory left")]
    public void TheReasonIsNamed(int vcpus, double speed, double mib, bool requireSpeed, string reason)
    {
        PlacementPlan plan = Plan(new PlacementRules(1, 1, requireSpeed, false), Vm(0, vcpus, 3, 4, speed, mib));
        Assert.That(plan.Unplaced, Is.EqualTo(new[] { new Unplaced(0, 3, reason + " on 1 of 1 hosts") }));
    }

    [Test]
    public void AVmWithoutASpeedTakesWholeCoresOfTheHost() =>
        Assert.That(Plan(new PlacementRules(1, 1, true, false), Vm(0, 3, 0, 1, double.NaN), Vm(1, 2, 0, 1, double.NaN)).HostOf, Is.EqualTo([0, -1]));

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public void TheLedgersSearchEqualsALinearScan((byte Vcpus, ushort Mib)[] vms, byte from)
    {
        HostSpec[] hosts = [.. Enumerable.Range(0, 13).Select(i => Host with { Name = $"h{i}", Cores = 1 + (i % 4) })];
        HostLedger ledger = new(hosts, new PlacementRules(1, 1, false, false));
        foreach ((byte vcpus, ushort mib) in vms)
        {
            VmRequest request = new(0, 1 + (vcpus % 4), 1000, mib % 3000, 0);
            int start = from % 13;
            int scanned = Enumerable.Range(start, 13 - start).Where(h => ledger.Fits(request, h)).DefaultIfEmpty(-1).First();
            Assert.That(ledger.FirstFit(request, start), Is.EqualTo(scanned));
            Assert.That(ledger.FullestFirst(double.NegativeInfinity).Select(ledger.FreeMhz), Is.Ordered);
            Assert.That(ledger.EmptiestFirst().Select(ledger.FreeMhz), Is.Ordered.Descending);
            if (scanned >= 0)
            {
                ledger.Commit(request, scanned);
            }
        }
    }
}
