using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>Measures for how long threads of one core ran at once: of the same VM, and of different ones.</summary>
/// <remarks>Each thread's last two stays are enough: a stay is compared with the others' when it ends.</remarks>
internal sealed class CoreWatch(CpuTopology topology, Func<int, int> vmOf) : ICpuObserver
{
    private readonly System.Collections.Generic.List<(int Vm, SimTime From, SimTime To)>[] _stays = Lists(topology.Pcpus);

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
            for (int at = _stays[thread].Count - 1; thread != pcpu && at >= 0 && _stays[thread][at].To > from; at--)
            {
                (int vm, SimTime begun, SimTime ended) = _stays[thread][at];
                Duration overlap = (ended < to ? ended : to) - (begun > from ? begun : from);
                overlap = overlap > Duration.Zero ? overlap : Duration.Zero;
                (Mixed, Shared) = vm == vmOf(vcpu) ? (Mixed, Shared + overlap) : (Mixed + overlap, Shared);
            }
        }

        _stays[pcpu].Add((vmOf(vcpu), from, to));
    }

    public void Woke(int waker, int vcpu, SimTime at)
    {
    }

    private static System.Collections.Generic.List<(int Vm, SimTime From, SimTime To)>[] Lists(int count)
    {
        System.Collections.Generic.List<(int Vm, SimTime From, SimTime To)>[] lists = new System.Collections.Generic.List<(int Vm, SimTime From, SimTime To)>[count];
        for (int i = 0; i < count; i++)
        {
            lists[i] = [];
        }

        return lists;
    }
}
