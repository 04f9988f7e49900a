using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>The highest priority runs; those of one priority take turns. Who wakes preempts a lower priority at once.</summary>
/// <remarks>
/// POSIX SCHED_RR (IEEE Std 1003.1-2017, 2.8.4): a vCPU that is preempted stays the first of its level and keeps what is left of
/// its quantum; one that used it up, yielded or slept goes to the end with a whole one. Lower levels may starve.
/// </remarks>
[Plugin("static-priority", "The highest priority runs; equal ones take turns; who wakes preempts lower ones.", Source = "POSIX SCHED_RR; models.md A11")]
public sealed class StaticPriority(StaticPriorityOptions options) : IVcpuScheduler
{
    private const long Level = 1L << 48; // above any number in line

    private CpuHost _host = null!;
    private SharedQueue _queue = null!;
    private RunningRanks _ranks = null!;
    private long[] _rank = []; // by vCPU: what its level begins with
    private long[] _key = []; // by vCPU: level and number in line
    private long[] _left = []; // by vCPU, of its quantum
    private long[] _booked = [];
    private long _number;

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _queue = new SharedQueue(host);
        _ranks = new RunningRanks(host);
        (_rank, _key) = (new long[host.Vcpus], new long[host.Vcpus]);
        (_left, _booked) = (new long[host.Vcpus], new long[host.Vcpus]);
        for (int vcpu = 0; vcpu < host.Vcpus; vcpu++)
        {
            _rank[vcpu] = -host.Vms[host.VmOf(vcpu)].Priority * Level;
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        AddLast(vcpu);
        _ranks.Place(vcpu, _rank[vcpu]);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        _ranks.Deciding(pcpu);
        if (previous >= 0 && reason != PickReason.Blocked)
        {
            _left[previous] -= _host.ServiceOf(previous) - _booked[previous];
            if (_left[previous] > 0 && reason == PickReason.Asked)
            {
                _queue.Add(previous, _key[previous]);
            }
            else
            {
                AddLast(previous);
            }
        }

        int vcpu = _queue.FirstFor(pcpu);
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        _queue.Remove(vcpu);
        _queue.OfferIdle();
        _ranks.Decided(pcpu, _rank[vcpu]);
        if (previous >= 0 && _queue.Has(previous))
        {
            _ranks.Place(previous, _rank[previous]);
        }

        _booked[vcpu] = _host.ServiceOf(vcpu);
        return new Choice(vcpu, _left[vcpu]);
    }

    private void AddLast(int vcpu)
    {
        _left[vcpu] = options.Quantum.Nanoseconds;
        _key[vcpu] = _rank[vcpu] + ++_number;
        _queue.Add(vcpu, _key[vcpu]);
    }
}
