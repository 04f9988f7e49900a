using System;
using System.Collections.Generic;
using Sim.Hosts;
using Sim.Hosts.Interval;
using Sim.Hosts.Memory.Guests;
using Sim.Kernel.Quantities;
using Sim.Traces;

namespace Sim.Experiments.Building;

/// <summary>What the guests of a fleet do with their memory, read from its traces.</summary>
/// <remarks>
/// A guest uses what the trace says it consumes, or else the part of its size at that time that <see cref="GuestMemory.Used"/>
/// says, and never less than its working set. That is what the trace calls active, or else <see cref="GuestMemory.Active"/>
/// of what is in use.
/// </remarks>
/// <param name="groups">The VMs' series.</param>
/// <param name="vms">The VMs' sizes.</param>
/// <param name="step">The length of a step.</param>
/// <param name="guests">What is in the guests of each group.</param>
internal sealed class FleetMemory(VmGroup[] groups, VmSpec[] vms, Duration step, IReadOnlyList<GuestMemory> guests) : IMemoryDemand
{
    // DRS counts of memory in use but idle: its advanced option PercentIdleMBInMemDemand.
    private const double IdlePart = 0.25;

    private const int Window = 256;

    /// <inheritdoc/>
    public void Read(int vm, long firstStep, Span<double> usedMib, Span<double> activeMib)
    {
        int index = VmGroup.IndexOf(groups, vm);
        VmGroup group = groups[index];
        int series = vm - group.First;
        double size = vms[vm].MemoryMib;
        bool consumed = group.Trace.Has(Counter.MemoryConsumed, series);
        if (consumed)
        {
            group.Trace.ReadGrid(Counter.MemoryConsumed, series, SimTime.Zero, step, firstStep, usedMib);
        }
        else
        {
            ReadSizes(group, series, size, firstStep, usedMib);
        }

        bool active = group.Trace.Has(Counter.MemoryActive, series);
        if (active)
        {
            group.Trace.ReadGrid(Counter.MemoryActive, series, SimTime.Zero, step, firstStep, activeMib);
        }

        double usedPart = consumed ? 1 : guests[index].Used;
        double activePart = guests[index].Active;
        for (int i = 0; i < usedMib.Length; i++)
        {
            double used = usedMib[i] * usedPart;
            double working = active ? Math.Min(activeMib[i], size) : used * activePart;
            (usedMib[i], activeMib[i]) = (Math.Min(size, Math.Max(used, working)), working);
        }
    }

    /// <summary>The most memory that a VM wants at one time: its working set, and a quarter of what it uses beyond, in MiB.</summary>
    public double MostWanted(int vm, int firstStep, int endStep)
    {
        Span<double> used = stackalloc double[Window];
        Span<double> active = stackalloc double[Window];
        double most = 0;
        for (int first = firstStep; first < endStep; first += Window)
        {
            int count = Math.Min(Window, endStep - first);
            Read(vm, first, used[..count], active[..count]);
            for (int i = 0; i < count; i++)
            {
                double wants = active[i] + (IdlePart * (used[i] - active[i]));
                most = wants > most ? wants : most;
            }
        }

        return most;
    }

    // A size that the scenario deals out stays as it is; one of the trace may change.
    private void ReadSizes(VmGroup group, int series, double size, long firstStep, Span<double> into)
    {
        if (group.TypeOf[series] < 0 && group.Trace.Has(Counter.MemorySize, series))
        {
            group.Trace.ReadGrid(Counter.MemorySize, series, SimTime.Zero, step, firstStep, into);
        }
        else
        {
            into.Fill(size);
        }
    }
}
