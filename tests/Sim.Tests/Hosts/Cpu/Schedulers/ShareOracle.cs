using System;
using System.Linq;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>Random mixes of single-vCPU VMs with shares, limits, reservations and periodic demands, against weighted max-min.</summary>
internal static class ShareOracle
{
    /// <summary>Of each of many mixes the largest difference between what a VM got in 60 s and what it should have, in pCPUs; ascending.</summary>
    /// <remarks>
    /// Max-min takes demand for fluid. Averages reach it where more vCPUs than pCPUs compute without end or limit, so that no pCPU
    /// is ever idle, whatever the others' rhythm; so each mix has that many.
    /// </remarks>
    public static double[] Errors(Func<IVcpuScheduler> make, int seeds) => [.. Enumerable.Range(1, seeds).Select(seed => WorstError(make(), seed)).Order()];

    private static double WorstError(IVcpuScheduler scheduler, int seed)
    {
        RandomStream draw = new RandomStreams(seed)["oracle"];
        int pcpus = 1 + (int)draw.NextInt(4);
        int vms = (2 * pcpus) + (int)draw.NextInt(4 * pcpus);
        CpuBench bench = new(scheduler, pcpus);
        double[] demands = new double[vms];
        double free = 0.8 * pcpus;
        for (int vm = 0; vm < vms; vm++)
        {
            double reservation = draw.NextBool(0.3) ? Math.Min(free, 0.6 * draw.NextDouble()) : 0;
            free -= reservation;
            VcpuClaim claim = new()
            {
                Shares = 200 + draw.NextInt(4000),
                Reservation = reservation,
                Limit = vm > pcpus && draw.NextBool(0.3) ? Math.Max(reservation, 0.05 + (0.9 * draw.NextDouble())) : double.PositiveInfinity,
            };
            bool hog = vm <= pcpus || draw.NextBool(0.5);
            demands[vm] = hog ? 1 : 0.05 + (0.9 * draw.NextDouble());
            double period = 1e6 * (5 + (195 * draw.NextDouble()));
            Duration phase = new((long)(period * draw.NextDouble()));
            _ = hog
                ? bench.Hog(claim)
                : bench.Periodic(new Duration((long)(period * demands[vm])), new Duration((long)period), phase, claim);
        }

        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(5));
        double[] expected = bench.Oracle(demands);
        return Enumerable.Range(0, vms).Max(vm => Math.Abs(bench.Cores(vm) - expected[vm]));
    }
}
