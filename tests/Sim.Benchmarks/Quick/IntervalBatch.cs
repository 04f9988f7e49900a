using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Power;
using Sim.Kernel.Quantities;

namespace Sim.Benchmarks.Quick;

/// <summary>Hosts with 25 VMs each over a day, with mixed shares, limits and reservations; half of the hosts are contended.</summary>
internal sealed class IntervalBatch
{
    /// <summary>VMs on each host.</summary>
    public const int VmsPerHost = 25;

    /// <summary>Steps replayed.</summary>
    public const int Steps = 288;

    // Demand averages 0.3 of 36 or 37 GHz configured: 8 cores are contended in most steps, 16 in none.
    private static readonly HostSpec[] Kinds = [Host(8), Host(16)];

    private readonly IntervalHost _worker;
    private readonly HostSeries _series = new(Steps);
    private readonly VmTotals[] _totals = new VmTotals[VmsPerHost];
    private readonly Residency[][] _stays;

    /// <summary>Makes the VMs.</summary>
    public IntervalBatch(int hosts)
    {
        IntervalRules rules = new(Steps, 0, 300, true, false, EnergyIntegration.Trapezoid, false);
        VmSpec[] vms = new VmSpec[hosts * VmsPerHost];
        _stays = new Residency[hosts][];
        for (int h = 0; h < hosts; h++)
        {
            _stays[h] = new Residency[VmsPerHost];
            for (int i = 0; i < VmsPerHost; i++)
            {
                int v = (h * VmsPerHost) + i;
                vms[v] = Vm(v);
                _stays[h][i] = new Residency(v, 0, Steps);
            }
        }

        _worker = new IntervalHost(vms, [], new FormulaDemand(), rules);
    }

    /// <summary>Replays every host once; the sum of all grants in MHz.</summary>
    public double Replay()
    {
        double granted = 0;
        for (int h = 0; h < _stays.Length; h++)
        {
            _worker.Replay(Kinds[h % 2], _stays[h], _series, _totals, null);
            foreach (VmTotals vm in _totals)
            {
                granted += vm.GrantedMhz;
            }
        }

        return granted;
    }

    private static HostSpec Host(int cores) => new(
        "h", "bench", cores, cores, Frequency.FromMegahertz(1250), Bytes.FromGibibytes(64), new PowerCurve([100, 200]));

    private static VmSpec Vm(int v)
    {
        double limit = v % 5 == 0 ? 600 : double.PositiveInfinity;
        double reservation = v % 7 == 0 ? 300 : 0;
        return new VmSpec(1 + (v % 2), 1000, 1024, 500 * (1 + (v % 4)), reservation, limit, -1);
    }
}
