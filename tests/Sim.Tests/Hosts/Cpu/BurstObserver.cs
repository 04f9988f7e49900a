using System;
using System.Collections.Generic;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu;

/// <summary>Measures for how long one vCPU runs without a break, and how long the breaks are.</summary>
/// <param name="vcpu">The vCPU.</param>
/// <param name="from">What begins before is not counted.</param>
internal sealed class BurstObserver(int vcpu, Duration from) : ICpuObserver
{
    private long _begun = -1;
    private long _ended = -1;

    public List<long> Bursts { get; } = [];

    public List<long> Gaps { get; } = [];

    public void Left(int who, VcpuState state, int pcpu, SimTime since, SimTime to)
    {
        if (who != vcpu || state != VcpuState.Running || since == to)
        {
            return;
        }

        if (since.Nanoseconds != _ended)
        {
            Note(Bursts, _begun, _ended);
            Note(Gaps, _ended, since.Nanoseconds);
            _begun = since.Nanoseconds;
        }

        _ended = to.Nanoseconds;
    }

    public void Woke(int waker, int who, SimTime at)
    {
    }

    private void Note(List<long> list, long begin, long end)
    {
        if (begin >= from.Nanoseconds)
        {
            list.Add(end - begin);
        }
    }
}
