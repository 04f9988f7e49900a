using System.Collections.Generic;
using System.Linq;
using Sim.Clusters.Interval;
using Sim.Clusters.Placement;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;

namespace Sim.Benchmarks.Quick;

/// <summary>
/// Issue 2's run: 1,000 hosts x 10 VMs x 288 steps through placement and replay, beside a flat loop over the same arithmetic.
/// Three rows: CPU time of the first run in the process, which pays for compiling; of the best one; the process's peak memory.
/// </summary>
internal sealed class Run1000x10x288 : IQuickBenchmark, IHostObserver
{
    private const int Hosts = 1000;
    private const int VmsPerHost = 10;
    private const int Steps = 288;
    private const int Rounds = 9;
    private const double JoulesPerKwh = 3.6e6;
    private double _joules;

    public string Name => "run-1000x10x288";

    public IEnumerable<QuickRow> Run()
    {
        double first = Cost.CpuSeconds(() => Replay(Hosts));
        double peak = Cost.PeakMib();
        double best = Cost.CpuSeconds(Rounds, () => Replay(Hosts));
        double flat = Cost.CpuSeconds(Rounds, () => Flat(Hosts));
        string energy = Text.Of($"{Replay(Hosts) / JoulesPerKwh:F3} kWh");
        yield return new QuickRow(Name, first, "CPU-s", "flat-loop", flat, energy);
        yield return new QuickRow(Name, best, "CPU-s-warm", "flat-loop", flat, energy);
        yield return new QuickRow(Name, peak, "MiB", "", double.NaN, energy);
    }

    public TinyCheck Tiny() => new(Text.Of($"{Replay(20):F3} J"), Text.Of($"{Flat(20):F3} J"));

    public void Observe(in HostOutcome outcome) => _joules += outcome.Joules;

    private double Replay(int hostCount)
    {
        PowerCurve power = new([100, 200]);
        HostSpec[] hosts = [.. Enumerable.Range(0, hostCount).Select(h => new HostSpec(
            Text.Of($"h{h}"), "bench", 8, 8, Frequency.FromMegahertz(1250), Bytes.FromGibibytes(64), power))];
        VmSpec[] vms = new VmSpec[hostCount * VmsPerHost];
        List<VmArrival> arrivals = [];
        for (int v = 0; v < vms.Length; v++)
        {
            vms[v] = new VmSpec(1, 1000, 1024, 1000, 0, double.PositiveInfinity, -1);
            arrivals.Add(new VmArrival(new VmRequest(v, 1, 1000, 1024, 0), 0, Steps));
        }

        PlacementPlan plan = PlacementPlanner.Plan(hosts, arrivals, vms.Length, new FirstFit(), new PlacementRules(1, 1, false, false));
        IntervalRules rules = new(Steps, 0, 300, true, false, EnergyIntegration.Trapezoid, false);
        FormulaDemand demand = new();
        ClusterModel model = new(hosts, vms, [], demand, rules);
        _joules = 0;
        ClusterReplay.Run(model, plan, new ReplayOptions { Worker = () => new IntervalHost(vms, [], demand, rules) }, this);
        return _joules;
    }

    private static double Flat(int hostCount)
    {
        double joules = 0;
        for (int host = 0; host < hostCount; host++)
        {
            double last = double.NaN;
            for (int step = 0; step < Steps; step++)
            {
                double mhz = 0;
                for (int v = host * VmsPerHost; v < (host + 1) * VmsPerHost; v++)
                {
                    mhz += FormulaDemand.At(v, step) * 1000;
                }

                // The trapezoid rule: half a step of the value before and of this one.
                double watts = 100 + (100 * mhz / 10000);
                joules += (step == 0 ? 0 : (last + watts) / 2) * 300;
                last = watts;
            }

            joules += last * 300;
        }

        return joules;
    }
}
