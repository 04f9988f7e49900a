using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Cpu;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Guests.Programs;
using Sim.Kernel.Quantities;
using Sim.Kernel.Random;

namespace Sim.Experiments.Validation.Scheduling;

/// <summary>VMs with random weights, limits and demands, and what weighted max-min (models.md 0.2) gives each.</summary>
/// <remarks>
/// Max-min knows averages only. They are what can be reached where more vCPUs than pCPUs compute without end or limit: then no
/// pCPU ever idles, whatever the rhythm of the others. So each mix has that many.
/// </remarks>
internal sealed class MaxMinMix
{
    private readonly int _pcpus;
    private readonly RandomStream _draw;
    private readonly List<(VcpuClaim Claim, double Demand)> _vms = [];
    private readonly List<(Duration Period, Duration Phase)> _rhythms = [];

    /// <summary>Draws a mix.</summary>
    /// <param name="draw">The random numbers.</param>
    /// <param name="pcpus">For so many pCPUs.</param>
    /// <param name="kind">What is random.</param>
    public MaxMinMix(RandomStream draw, int pcpus, MixKind kind)
    {
        (_draw, _pcpus) = (draw, pcpus);
        int least = 2 + pcpus + (int)draw.NextInt(6);
        while (_vms.Count < least || Endless <= pcpus)
        {
            bool hog = kind < MixKind.Demands || _vms.Count >= least || draw.NextBool(0.5);
            VcpuClaim claim = new() { Vcpus = SomeVcpus(), Shares = 100 + draw.NextInt(1900) };
            _vms.Add((claim, hog ? 1 : 0.05 + (0.55 * draw.NextDouble())));
            Duration period = Duration.FromMilliseconds(20 + draw.NextInt(180));
            _rhythms.Add((period, new Duration(draw.NextInt(period.Nanoseconds))));
        }

        if (kind >= MixKind.Caps)
        {
            LimitSome();
        }
    }

    private int Endless => _vms.Where(vm => vm.Demand >= 1 && !vm.Claim.IsLimited).Sum(vm => vm.Claim.Vcpus);

    /// <summary>The largest difference of a VM from its due, in pCPUs, over 60 s after a warm-up of 5 s.</summary>
    /// <param name="policy">The scheduler.</param>
    /// <param name="seed">Of the policy's random numbers.</param>
    public double WorstError(IVcpuScheduler policy, long seed)
    {
        Bench bench = new(policy, _pcpus, seed);
        for (int vm = 0; vm < _vms.Count; vm++)
        {
            (VcpuClaim claim, double demand) = _vms[vm];
            (Duration period, Duration phase) = _rhythms[vm];
            Duration work = new((long)(demand * period.Nanoseconds));
            bench.Add(claim, () => demand < 1 ? new PeriodicProgram(work, period, phase) : new HogProgram());
        }

        bench.Run(Duration.FromSeconds(60), Duration.FromSeconds(5));
        double[] due = Due();
        return Enumerable.Range(0, _vms.Count).Max(vm => Math.Abs(bench.Cores(vm) - due[vm]));
    }

    // Of the VMs' claims as they stand, in pCPUs.
    private double[] Due()
    {
        double[] most = [.. _vms.Select(vm => Math.Min(Math.Min(vm.Demand * vm.Claim.Vcpus, vm.Claim.Limit), Math.Min(vm.Claim.Vcpus, _pcpus)))];
        double[] due = new double[most.Length];
        WeightedMaxMin.Solve(_pcpus, [.. _vms.Select(vm => vm.Claim.Shares)], new double[most.Length], most, due, new int[most.Length]);
        return due;
    }

    // Of any size from a tenth to one and a half times what the VM would get without.
    private void LimitSome()
    {
        for (int vm = 0; vm < _vms.Count; vm++)
        {
            (VcpuClaim claim, double demand) = _vms[vm];
            int left = Endless - (demand < 1 ? 0 : claim.Vcpus);
            if (left > _pcpus && _draw.NextBool(0.3))
            {
                _vms[vm] = (claim with { Limit = Due()[vm] * (0.1 + (1.4 * _draw.NextDouble())) }, demand);
            }
        }
    }

    private int SomeVcpus() => _draw.NextBool(0.3) ? 2 + (int)_draw.NextInt(Math.Max(1, _pcpus - 1)) : 1;
}
