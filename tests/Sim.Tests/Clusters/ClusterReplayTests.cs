using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.Clusters.Interval;
using Sim.Clusters.Placement;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;
using Sim.Tests.Hosts;

namespace Sim.Tests.Clusters;

[TestFixture]
internal sealed class ClusterReplayTests
{
    private const int Steps = 200;

    private sealed class Transcript : IHostObserver
    {
        public List<(int Host, double Joules, double Granted, double Ready, double FirstVm)> Lines { get; } = [];

        public void Observe(in HostOutcome outcome)
        {
            double first = outcome.Vms is null || outcome.Stays.Count == 0 ? 0 : outcome.Vms.GrantedMhz(0)[60];
            Lines.Add((outcome.Host, outcome.Joules, outcome.Series.GrantedMhz.Sum(), outcome.Totals.ToArray().Sum(t => t.ReadyPct), first));
        }
    }

    private static List<(int Host, double Joules, double Granted, double Ready, double FirstVm)> Run(int threads, IReadOnlyList<int>? only = null)
    {
        HostSpec[] hosts = [.. Enumerable.Range(0, 37).Select(i => new HostSpec(
            $"h{i}", "t", 2 + (i % 3), 8, Frequency.FromMegahertz(1000), Bytes.FromGibibytes(64), new PowerCurve([100, 150, 300])))];
        VmSpec[] vms = [.. Enumerable.Range(0, 300).Select(v => new VmSpec(1 + (v % 3), 700, 256, 1 + (v % 5), 0, double.PositiveInfinity, -1))];
        double[][] demand = [.. vms.Select((_, v) => Enumerable.Range(0, Steps).Select(i => ((v * 31) + (i * 17)) % 100 / 100.0).ToArray())];
        TableDemand source = new(demand);
        IntervalRules rules = new(Steps, 300, true, false, EnergyIntegration.Trapezoid, true);
        ClusterModel model = new(hosts, vms, [], source, rules);
        VmArrival[] arrivals = [.. vms.Select((vm, v) => new VmArrival(new VmRequest(v, vm.Vcpus, 700, 256, 0), v % 50, Steps - (v % 9)))];
        PlacementPlan plan = PlacementPlanner.Plan(hosts, arrivals, vms.Length, new WorstFit(), new PlacementRules(4, 1, false, false));
        Transcript transcript = new();
        ReplayOptions options = new() { Worker = () => new IntervalHost(vms, [], source, rules), Threads = threads, RecordVms = true };
        ClusterReplay.Run(model, plan, options, transcript, only);
        return transcript.Lines;
    }

    [TestCase(2)]
    [TestCase(3)]
    [TestCase(8)]
    public void ThreadsNeverShow(int threads) => Assert.That(Run(threads), Is.EqualTo(Run(1)), "bit by bit, in host order");

    [Test]
    public void HostsComeInOrder() => Assert.That(Run(4).Select(line => line.Host), Is.EqualTo(Enumerable.Range(0, 37)));

    [Test]
    public void SomeHostsReplayedAloneGiveTheSame()
    {
        List<(int Host, double Joules, double Granted, double Ready, double FirstVm)> all = Run(1);
        Assert.That(Run(2, [3, 30, 7]), Is.EqualTo(new[] { all[3], all[30], all[7] }));
    }
}
