using System.Linq;
using NUnit.Framework;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts;

/// <summary>Hand-computed hosts: 2 cores of 1000 MHz, 100 W idle to 200 W, steps of 300 s.</summary>
[TestFixture]
internal sealed class IntervalHostTests
{
    private const double None = double.PositiveInfinity;

    private static readonly HostSpec Host =
        new("h", "test", 2, 2, Frequency.FromMegahertz(1000), Bytes.FromGibibytes(8), new PowerCurve([100, 200]));

    private static VmSpec Vm(int vcpus = 1, double speed = 1000, double shares = 1000, double reservation = 0, double limit = None) =>
        new(vcpus, speed, 512, shares, reservation, limit, -1);

    private static (HostSeries Series, VmTotals[] Totals, double Joules) Run(
        VmSpec[] vms, double[][] demand, int steps, Residency[]? stays = null, bool off = true)
    {
        stays ??= [.. vms.Select((_, i) => new Residency(i, 0, steps))];
        IntervalRules rules = new(steps, 300, off, false, EnergyIntegration.Step, Verify: true);
        HostSeries series = new(steps);
        VmTotals[] totals = new VmTotals[stays.Length];
        double joules = new IntervalHost(vms, [], new TableDemand(demand), rules).Replay(Host, stays, series, totals, null);
        return (series, totals, joules);
    }

    [Test]
    public void WithRoomEveryDemandIsMet()
    {
        (HostSeries series, VmTotals[] totals, double joules) = Run([Vm(), Vm()], [[0.5, 1.0], [0.25, 0.5]], 2);
        Assert.That(series.GrantedMhz, Is.EqualTo([750.0, 1500.0]));
        Assert.That(series.ReadyPcpus, Is.EqualTo([0.0, 0.0]), "a core for each vCPU: nobody waits");
        Assert.That(totals[0].GrantedMhz, Is.EqualTo(1500));
        Assert.That(joules, Is.EqualTo(300 * (137.5 + 175)).Within(1e-9), "100 W + 100 W x 37.5 % and 75 %");
    }

    [Test]
    public void ScarcityIsSharedByShares()
    {
        VmSpec[] vms = [Vm(2, shares: 3000), Vm(2, shares: 1000)];
        (HostSeries series, VmTotals[] totals, _) = Run(vms, [[1.0], [1.0]], 1);
        Assert.That(totals[0].GrantedMhz, Is.EqualTo(1500).Within(1e-9), "3:1 of 2000 MHz");
        Assert.That(totals[1].GrantedMhz, Is.EqualTo(500).Within(1e-9));
        Assert.That(totals[0].ReadyPct, Is.EqualTo(25).Within(1e-9), "wants 2 cores, runs on 1.5");
        Assert.That(totals[1].ReadyPct, Is.EqualTo(75).Within(1e-9));
        Assert.That(series.ReadyPcpus[0], Is.EqualTo(2).Within(1e-9), "4 hogs on 2 cores: 2 wait, by count and by the queue");
    }

    [Test]
    public void ALimitIsCappedTimeNotReadyTime()
    {
        (_, VmTotals[] totals, _) = Run([Vm(limit: 300)], [[0.8]], 1);
        Assert.That(totals[0].GrantedMhz, Is.EqualTo(300));
        Assert.That(totals[0].CappedPct, Is.EqualTo(50).Within(1e-9));
        Assert.That(totals[0].ReadyPct, Is.Zero);
    }

    [Test]
    public void AReservationHoldsAgainstShares()
    {
        VmSpec[] vms = [Vm(1, reservation: 900, shares: 1), Vm(2, shares: 9999)];
        (_, VmTotals[] totals, _) = Run(vms, [[1.0], [1.0]], 1);
        Assert.That(totals[0].GrantedMhz, Is.EqualTo(900).Within(1e-9));
        Assert.That(totals[1].GrantedMhz, Is.EqualTo(1100).Within(1e-9));
    }

    [Test]
    public void BurstsCollideBelowSaturation()
    {
        // Three vCPUs at 25 % on two cores: M/M/2//3 waits 1/43 of a vCPU (see ReadyTimeModelTests), shared equally;
        // the model is tabulated, so to 0.1 %.
        (HostSeries series, VmTotals[] totals, _) = Run([Vm(), Vm(), Vm()], [[0.25], [0.25], [0.25]], 1);
        Assert.That(series.ReadyPcpus[0], Is.EqualTo(1.0 / 43).Within(1e-3));
        Assert.That(totals[1].ReadyPct, Is.EqualTo(100.0 / 43 / 3).Within(0.05));
        Assert.That(totals[1].GrantedMhz, Is.EqualTo(250));
    }

    [Test]
    public void AVmIsThereFromItsFirstStepToItsEnd()
    {
        (HostSeries series, VmTotals[] totals, double joules) = Run([Vm()], [[1.0]], 4, [new Residency(0, 1, 3)]);
        Assert.That(series.Vms, Is.EqualTo([0, 1, 1, 0]));
        Assert.That(series.PowerWatts, Is.EqualTo([double.NaN, 150.0, 150.0, double.NaN]));
        Assert.That(totals[0].Steps, Is.EqualTo(2));
        Assert.That(joules, Is.EqualTo(2 * 300 * 150));
    }

    [Test]
    public void AnEmptyHostMayIdle()
    {
        (HostSeries series, _, _) = Run([Vm()], [[1.0]], 2, [new Residency(0, 0, 1)], off: false);
        Assert.That(series.PowerWatts, Is.EqualTo([150.0, 100.0]));
    }

    [Test]
    public void APoweredOffVmWantsNothingAndHasNoTime()
    {
        (HostSeries series, VmTotals[] totals, _) = Run([Vm()], [[0.5, double.NaN, 0.5]], 3);
        Assert.That(series.GrantedMhz, Is.EqualTo([500.0, 0.0, 500.0]));
        Assert.That(series.Vms, Is.EqualTo([1, 1, 1]), "it keeps its place and memory");
        Assert.That(series.Vcpus, Is.EqualTo([1, 0, 1]));
        Assert.That(totals[0].Steps, Is.EqualTo(2));
    }

    [Test]
    public void AVcpuIsNeverFasterThanACore()
    {
        (_, VmTotals[] totals, _) = Run([Vm(speed: 2500)], [[1.0]], 1);
        Assert.That(totals[0].DemandMhz, Is.EqualTo(2500));
        Assert.That(totals[0].GrantedMhz, Is.EqualTo(1000));
        Assert.That(totals[0].ReadyPct, Is.Zero, "it runs all the time, only slowly");
    }

    [TestCase(95)]
    [TestCase(96)]
    [TestCase(97)]
    [TestCase(192)]
    public void BlocksLeaveNoSeams(int arrival)
    {
        double[] wave = [.. Enumerable.Range(0, 300).Select(i => (i % 10) / 10.0)];
        (HostSeries series, VmTotals[] totals, _) = Run([Vm(), Vm(), Vm()], [wave, wave, wave], 300, [new(0, 0, 300), new(1, arrival, 300), new(2, arrival, arrival + 1)]);
        for (int step = 0; step < 300; step++)
        {
            int there = 1 + (step >= arrival ? 1 : 0) + (step == arrival ? 1 : 0);
            Assert.That(series.DemandMhz[step], Is.EqualTo(there * wave[step] * 1000).Within(1e-9), $"step {step}");
        }

        Assert.That(totals[1].DemandMhz, Is.EqualTo(wave.Skip(arrival).Sum() * 1000).Within(1e-6));
        Assert.That(totals[2].Steps, Is.EqualTo(1));
    }

    [FsCheck.NUnit.Property(MaxTest = 100)]
    public void WhatTheVmsGetIsWhatTheHostGives((byte Vcpus, ushort Demand, byte Shares, ushort Limit)[] cases)
    {
        VmSpec[] vms = [.. cases.Select(c => Vm(1 + (c.Vcpus % 4), shares: c.Shares + 1, limit: c.Limit % 3 == 0 ? None : c.Limit))];
        double[][] demand = [.. cases.Select(c => new[] { c.Demand / 65535.0, c.Shares / 255.0 })];
        (HostSeries series, VmTotals[] totals, _) = Run(vms, demand, 2);
        Assert.That(totals.Sum(vm => vm.GrantedMhz), Is.EqualTo(series.GrantedMhz.Sum()).Within(1e-6));
        Assert.That(totals.Sum(vm => vm.DemandMhz), Is.EqualTo(series.DemandMhz.Sum()).Within(1e-6));
        Assert.That(series.GrantedMhz, Is.All.LessThanOrEqualTo(2000 + 1e-9));
        foreach ((VmTotals vm, int i) in totals.Select((vm, i) => (vm, i)))
        {
            double run = vm.GrantedMhz / (vms[i].Vcpus * 10.0);
            Assert.That(run + vm.ReadyPct, Is.LessThanOrEqualTo(200 + 1e-6), "run and ready fit into two steps");
        }
    }
}
