using System;
using System.Collections.Generic;
using System.Globalization;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;

namespace Sim.Benchmarks;

/// <summary>The interval host on 1,000 hosts x 25 VMs with mixed shares, limits and reservations; half the hosts contended.</summary>
internal sealed class IntervalSolver : IQuickBenchmark
{
    private const int Hosts = 1000;
    private const int VmsPerHost = 25;
    private const int Steps = 288;

    public string Name => "interval-solver";

    public IEnumerable<QuickRow> Run()
    {
        (double seconds, double granted) = Measure(_ => new FormulaDemand());
        double samples = (double)Hosts * VmsPerHost * Steps;
        double reading = Cost.WallSeconds(5, () => ReadOnly());
        yield return new QuickRow(
            Name,
            samples / seconds,
            "VM-samples/s",
            "demand-read-only",
            samples / reading,
            granted.ToString("G12", CultureInfo.InvariantCulture) + " MHz");
    }

    private static VmSpec[] MixedVms()
    {
        VmSpec[] vms = new VmSpec[Hosts * VmsPerHost];
        for (int v = 0; v < vms.Length; v++)
        {
            double limit = v % 5 == 0 ? 600 : double.PositiveInfinity;
            double reservation = v % 7 == 0 ? 300 : 0;
            vms[v] = new VmSpec(1 + (v % 2), 1000, 1024, 500 * (1 + (v % 4)), reservation, limit, -1);
        }

        return vms;
    }

    private static (double Seconds, double GrantedMhz) Measure(Func<int, IDemandSource> source)
    {
        VmSpec[] vms = MixedVms();
        IDemandSource demand = source(0);
        IntervalRules rules = new(Steps, 300, true, false, EnergyIntegration.Trapezoid, false);
        IntervalHost worker = new(vms, [], demand, rules);
        HostSeries series = new(Steps);
        VmTotals[] totals = new VmTotals[VmsPerHost];
        Residency[][] stays = new Residency[Hosts][];
        for (int h = 0; h < Hosts; h++)
        {
            stays[h] = new Residency[VmsPerHost];
            for (int v = 0; v < VmsPerHost; v++)
            {
                stays[h][v] = new Residency((h * VmsPerHost) + v, 0, Steps);
            }
        }

        // Demand averages 0.3 of 36 or 37 GHz configured: 8 GHz is contended in most steps, 16 GHz in none.
        PowerCurve power = new([100, 200]);
        HostSpec scarce = new("scarce", "bench", 8, 8, Frequency.FromMegahertz(1250), Bytes.FromGibibytes(64), power);
        HostSpec ample = new("ample", "bench", 16, 16, Frequency.FromMegahertz(1250), Bytes.FromGibibytes(64), power);
        double granted = 0;
        double seconds = Cost.WallSeconds(5, () =>
        {
            granted = 0;
            for (int h = 0; h < Hosts; h++)
            {
                worker.Replay(h % 2 == 0 ? scarce : ample, stays[h], series, totals, null);
                foreach (VmTotals vm in totals)
                {
                    granted += vm.GrantedMhz;
                }
            }
        });
        return (seconds, granted);
    }

    private static double ReadOnly()
    {
        FormulaDemand demand = new();
        double[] block = new double[96];
        double sum = 0;
        for (int v = 0; v < Hosts * VmsPerHost; v++)
        {
            for (int first = 0; first < Steps; first += block.Length)
            {
                demand.Read(v, first, block);
                sum += block[0];
            }
        }

        return sum;
    }
}
