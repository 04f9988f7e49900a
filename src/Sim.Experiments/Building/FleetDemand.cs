using System;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Kernel.Quantities;
using Sim.Traces;

namespace Sim.Experiments.Building;

/// <summary>The demand of a fleet, read from its traces: percent of the VM's size becomes a fraction of it.</summary>
/// <remarks>
/// Where a trace resizes its VMs, percent is of the size at that time: it is brought to the largest size, which is the one
/// that placement sees; where that is not known, because a core's speed is the host's, percent stands as it is. A VM without
/// any readings is taken to want all of its size, all of the time (remark SIM1103); one whose readings all say "powered off"
/// wants nothing.
/// </remarks>
/// <param name="groups">The VMs' series.</param>
/// <param name="vms">The VMs' sizes.</param>
/// <param name="step">The length of a step.</param>
/// <param name="gapsAreIdle">Whether a VM without a sample wants nothing rather than being off; CloudSim knows no VM that is off.</param>
internal sealed class FleetDemand(VmGroup[] groups, VmSpec[] vms, Duration step, bool gapsAreIdle) : IDemandSource
{
    public void Read(int vm, long firstStep, Span<double> into)
    {
        VmGroup group = VmGroup.Of(groups, vm);
        int series = vm - group.First;
        if (!group.Trace.Has(Counter.Cpu, series))
        {
            into.Fill(group.Trace.Count(series) == 0 ? 1 : gapsAreIdle ? 0 : double.NaN);
            return;
        }

        group.Trace.ReadGrid(Counter.Cpu, series, SimTime.Zero, step, firstStep, into);
        foreach (ref double value in into)
        {
            value /= 100;
        }

        if (group.TypeOf[series] < 0 && group.Trace.Has(Counter.CpuCapacity, series))
        {
            Rescale(group, series, vms[vm].SizeMhz(double.NaN), firstStep, into);
        }

        if (gapsAreIdle)
        {
            into.Replace(double.NaN, 0);
        }
    }

    private void Rescale(VmGroup group, int series, double sizeMhz, long firstStep, Span<double> into)
    {
        if (double.IsNaN(sizeMhz))
        {
            return;
        }

        Span<double> capacity = stackalloc double[256];
        for (int done = 0; done < into.Length; done += capacity.Length)
        {
            Span<double> part = into[done..Math.Min(into.Length, done + capacity.Length)];
            group.Trace.ReadGrid(Counter.CpuCapacity, series, SimTime.Zero, step, firstStep + done, capacity[..part.Length]);
            for (int i = 0; i < part.Length; i++)
            {
                part[i] *= double.IsNaN(capacity[i]) ? 1 : capacity[i] / sizeMhz;
            }
        }
    }
}
