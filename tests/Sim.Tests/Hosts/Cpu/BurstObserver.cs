using System.Collections.Generic;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Quantities;

namespace Sim.Tests.Hosts.Cpu;

/// <summary>Measures for how long one vCPU runs without a break, and how long the breaks are.</summary>
/// <param name="watched">The vCPU.</param>
/// <param name="start">What begins before is not counted.</param>
internal sealed class BurstObserver(int watched, Duration start) : ICpuObserver
{
    private long _begun = -1;
    private long _ended = -1;

    public List<long> Bursts { get; } = [];

    public List<long> Gaps { get; } = [];

    public void Left(int vcpu, VcpuState state, int pcpu, SimTime from, SimTime to)
    {
        if (vcpu != watched || state != VcpuState.Running || from == to)
        {
            return;
        }

        if (from.Nanoseconds != _ended)
        {
            Note(Bursts, _begun, _ended);
            Note(Gaps, _ended, from.Nanoseconds);
            _begun = from.Nanoseconds;
        }

        _ended = to.Nanoseconds;
    }

    public void Woke(int waker, int vcpu, SimTime at)
    {
    }

    private void Note(List<long> list, long begin, long end)
    {
        if (begin >= start.Nanoseconds)
        {
            list.Add(end - begin);
        }
    }
}
