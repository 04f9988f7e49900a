using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>Measures for how long threads of one core ran at once: of the same VM, and of different ones.</summary>
/// <remarks>A stay is compared with the others' when it ends; those that have not ended by the end of the run are booked then.</remarks>
internal sealed class CoreWatch(CpuTopology topology, Func<int, int> vmOf) : ICpuObserver
{
    private readonly List<(int Vm, SimTime From, SimTime To)>[] _stays = [.. Enumerable.Range(0, topology.Pcpus).Select(_ => new List<(int, SimTime, SimTime)>())];

    /// <summary>Time in which two threads of a core ran different VMs.</summary>
    public Duration Mixed { get; private set; }

    /// <summary>Time in which two threads of a core ran the same VM.</summary>
    public Duration Shared { get; private set; }

    public void Left(int vcpu, VcpuState state, int pcpu, SimTime from, SimTime to)
    {
        if (state != VcpuState.Running || from == to)
        {
            return;
        }

        int first = topology.FirstOfCore(topology.CoreOf[pcpu]);
        for (int thread = first; thread < first + topology.ThreadsPerCore; thread++)
        {
            if (thread != pcpu)
            {
                Compare(thread, vmOf(vcpu), from, to);
            }
        }

        _stays[pcpu].Add((vmOf(vcpu), from, to));
    }

    public void Woke(int waker, int vcpu, SimTime at)
    {
    }

    private void Compare(int thread, int vm, SimTime from, SimTime to)
    {
        for (int at = _stays[thread].Count - 1; at >= 0 && _stays[thread][at].To > from; at--)
        {
            (int other, SimTime begun, SimTime ended) = _stays[thread][at];
            Duration overlap = (ended < to ? ended : to) - (begun > from ? begun : from);
            overlap = overlap > Duration.Zero ? overlap : Duration.Zero;
            (Mixed, Shared) = vm == other ? (Mixed, Shared + overlap) : (Mixed + overlap, Shared);
        }
    }
}
