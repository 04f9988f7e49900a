using System.Collections.Generic;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu.Schedulers;

/// <summary>The greatest lead in running time among the first vCPUs, which must never block.</summary>
internal sealed class SkewWatch(int vcpus) : ICpuObserver
{
    private readonly List<(long At, int Vcpu, int Change)> _turns = [];

    /// <summary>The greatest lead at any instant.</summary>
    public Duration Greatest()
    {
        (long[] run, bool[] runs) = (new long[vcpus], new bool[vcpus]);
        (long last, long greatest) = (0, 0);
        foreach ((long at, int vcpu, int change) in _turns.OrderBy(turn => turn.At).ThenBy(turn => turn.Change))
        {
            for (int other = 0; other < vcpus; other++)
            {
                run[other] += runs[other] ? at - last : 0;
            }

            greatest = long.Max(greatest, run.Max() - run.Min());
            (last, runs[vcpu]) = (at, change > 0);
        }

        return new Duration(greatest);
    }

    public void Left(int vcpu, VcpuState state, int pcpu, SimTime from, SimTime to)
    {
        if (vcpu < vcpus && state == VcpuState.Running && from != to)
        {
            _turns.Add((from.Nanoseconds, vcpu, 1));
            _turns.Add((to.Nanoseconds, vcpu, -1));
        }
    }

    public void Woke(int waker, int vcpu, SimTime at)
    {
    }
}
