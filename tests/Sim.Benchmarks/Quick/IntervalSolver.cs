using System;
using System.Collections.Generic;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;

namespace Sim.Benchmarks.Quick;

/// <summary>The interval host on 1,000 hosts x 25 VMs with mixed shares, limits and reservations; half the hosts contended.</summary>
internal sealed class IntervalSolver : IQuickBenchmark
{
    private const int Hosts = 1000;
    private const int VmsPerHost = 25;
    private const int Steps = 288;
    private const int Rounds = 7;

    // Found by this benchmark on 2026-11-23; WeightedMaxMinTests and IntervalHostTests say that such grants are right.
    private const string TinyGranted = "?";

    public string Name => "interval-solver";

    public IEnumerable<QuickRow> Run()
    {
        (double seconds, double granted) = Measure(Hosts, Rounds);
        double samples = (double)Hosts * VmsPerHost * Steps;
        double reading = Cost.WallSeconds(Rounds, () => ReadOnly());
        yield return new QuickRow(
            Name, samples / seconds, "VM-samples/s", "demand-read-only", samples / reading, Text.Of($"{granted:G12} MHz"));
    }

    public TinyCheck Tiny() => new(Text.Of($"{Measure(4, 1).GrantedMhz:G12} MHz"), TinyGranted);

    private static VmSpec[] MixedVms(int hosts)
    {
        VmSpec[] vms = new VmSpec[hosts * VmsPerHost];
        for (int v = 0; v < vms.Length; v++)
        {
            double limit = v % 5 == 0 ? 600 : double.PositiveInfinity;
            double reservation = v % 7 == 0 ? 300 : 0;
            vms[v] = new VmSpec(1 + (v % 2), 1000, 1024, 500 * (1 + (v % 4)), reservation, limit, -1);
        }

        return vms;
    }

    private static Residency[][] Stays(int hosts)
    {
        Residency[][] stays = new Residency[hosts][];
        for (int h = 0; h < hosts; h++)
        {
            stays[h] = new Residency[VmsPerHost];
            for (int v = 0; v < VmsPerHost; v++)
            {
                stays[h][v] = new Residency((h * VmsPerHost) + v, 0, Steps);
            }
        }

        return stays;
    }

    // Demand averages 0.3 of 36 or 37 GHz configured: 8 GHz is contended in most steps, 16 GHz in none.
    private static HostSpec Host(int cores) => new(
        "h", "bench", cores, cores, Frequency.FromMegahertz(1250), Bytes.FromGibibytes(64), new PowerCurve([100, 200]));

    private static (double Seconds, double GrantedMhz) Measure(int hosts, int rounds)
    {
        IntervalRules rules = new(Steps, 0, 300, true, false, EnergyIntegration.Trapezoid, false);
        IntervalHost worker = new(MixedVms(hosts), [], new FormulaDemand(), rules);
        HostSeries series = new(Steps);
        VmTotals[] totals = new VmTotals[VmsPerHost];
        Residency[][] stays = Stays(hosts);
        HostSpec[] kinds = [Host(8), Host(16)];
        double granted = 0;
        double seconds = Cost.WallSeconds(rounds, () =>
        {
            granted = 0;
            for (int h = 0; h < hosts; h++)
            {
                worker.Replay(kinds[h % 2], stays[h], series, totals, null);
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
