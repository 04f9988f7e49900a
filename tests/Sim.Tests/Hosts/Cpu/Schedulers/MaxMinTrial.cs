using System;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>A random mix of shares, limits and demands, held against weighted max-min (models.md 0.2).</summary>
internal static class MaxMinTrial
{
    /// <summary>Runs 60 s; returns the largest difference of a VM from its due, in pCPUs.</summary>
    /// <param name="scheduler">The policy.</param>
    /// <param name="seed">Of the mix.</param>
    /// <param name="limits">Whether some VMs have a limit.</param>
    /// <param name="demands">Whether some VMs want less than they could get.</param>
    /// <param name="pcpus">How many pCPUs; 0: 1 to 4 by chance.</param>
    public static double WorstError(IVcpuScheduler scheduler, int seed, bool limits, bool demands, int pcpus = 0)
    {
        RandomStream draw = new RandomStreams(seed)["oracle"];
        pcpus = pcpus > 0 ? pcpus : 1 + (int)draw.NextInt(4);
        CpuBench bench = new(scheduler, pcpus);
        int vms = pcpus + 1 + (int)draw.NextInt(2 * pcpus);
        double[] wants = new double[vms];
        for (int vm = 0; vm < vms; vm++)
        {
            double limit = limits && draw.NextBool(0.3) ? 0.1 + (0.1 * draw.NextInt(9)) : double.PositiveInfinity;
            VcpuClaim claim = new() { Shares = 250 * (1 + draw.NextInt(8)), Limit = limit };
            bool hog = !demands || draw.NextBool(0.5);
            double fraction = 0.05 * (1 + draw.NextInt(10));
            long period = 5_000_000 * (1 + draw.NextInt(8));
            wants[vm] = hog ? 1 : fraction;
            bench.Vm(claim, _ => hog
                ? new HogProgram()
                : new PeriodicProgram(new Duration((long)(fraction * period)), new Duration(period), new Duration(draw.NextInt(1_000_000))));
        }

        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(5));
        double[] due = bench.Oracle(wants);
        double worst = 0;
        for (int vm = 0; vm < vms; vm++)
        {
            worst = Math.Max(worst, Math.Abs(bench.Cores(vm) - due[vm]));
        }

        return worst;
    }
}
