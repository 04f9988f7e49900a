using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Sim.Clusters.Interval;
using Sim.Clusters.Placement;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;

namespace Sim.Benchmarks;

/// <summary>1,000 hosts x 10 VMs x 288 steps through placement and replay, beside a flat loop over the same arithmetic.</summary>
internal sealed class Run1000x10x288 : IQuickBenchmark, IHostObserver
{
    private const int Hosts = 1000;
    private const int VmsPerHost = 10;
    private const int Steps = 288;
    private double _joules;

    public string Name => "run-1000x10x288";

    public IEnumerable<QuickRow> Run()
    {
        double ours = Cost.WallSeconds(7, () => Replay());
        double energy = Replay() / 3.6e6;
        double flat = Cost.WallSeconds(7, () => Flat());
        yield return new QuickRow(Name, ours, "s", "flat-loop", flat, energy.ToString("F3", CultureInfo.InvariantCulture) + " kWh");
    }

    public void Observe(in HostOutcome outcome) => _joules += outcome.Joules;

    internal double Replay()
    {
        PowerCurve power = new([100, 200]);
        HostSpec[] hosts = [.. Enumerable.Range(0, Hosts).Select(h => new HostSpec(
            "h" + h.ToString(CultureInfo.InvariantCulture), "bench", 8, 8, Frequency.FromMegahertz(1250), Bytes.FromGibibytes(64), power))];
        VmSpec[] vms = new VmSpec[Hosts * VmsPerHost];
        List<VmArrival> arrivals = [];
        for (int v = 0; v < vms.Length; v++)
        {
            vms[v] = new VmSpec(1, 1000, 1024, 1000, 0, double.PositiveInfinity, -1);
            arrivals.Add(new VmArrival(new VmRequest(v, 1, 1000, 1024, 0), 0, Steps));
        }

        PlacementPlan plan = PlacementPlanner.Plan(hosts, arrivals, vms.Length, new FirstFit(), new PlacementRules(1, 1, false, false));
        IntervalRules rules = new(Steps, 300, true, false, EnergyIntegration.Trapezoid, false);
        FormulaDemand demand = new();
        ClusterModel model = new(hosts, vms, [], demand, rules);
        _joules = 0;
        ClusterReplay.Run(model, plan, new ReplayOptions { Worker = () => new IntervalHost(vms, [], demand, rules) }, this);
        return _joules;
    }

    private static double Flat()
    {
        double joules = 0;
        for (int host = 0; host < Hosts; host++)
        {
            for (int step = 0; step < Steps; step++)
            {
                double mhz = 0;
                for (int v = host * VmsPerHost; v < (host + 1) * VmsPerHost; v++)
                {
                    mhz += FormulaDemand.At(v, step) * 1000;
                }

                joules += (100 + (100 * mhz / 10000)) * 300;
            }
        }

        return joules;
    }
}
