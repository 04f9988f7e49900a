using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Priorities that rise by one for each interval of waiting, so that nobody starves; running sets them back.</summary>
/// <remarks>
/// effective = base + floor(wait / interval). Since the base is a whole number this is floor((base * interval + now - begin) /
/// interval), so the order of base * interval - begin is that of the effective priorities now and later, with the longer wait
/// first among equal ones: no key changes while a vCPU waits. A waiter preempts when it wakes; what it gains by waiting counts
/// at the next decision, at the end of a quantum.
/// </remarks>
[Plugin("priority-aging", "The highest priority runs; waiting raises it, running sets it back.", Source = "models.md A11")]
public sealed class PriorityAging(PriorityAgingOptions options) : IVcpuScheduler
{
    private CpuHost _host = null!;
    private SharedQueue _queue = null!;
    private RunningRanks _ranks = null!;
    private long[] _base = []; // by vCPU, in ns of waiting

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _queue = new SharedQueue(host);
        _ranks = new RunningRanks(host);
        _base = new long[host.Vcpus];
        for (int vcpu = 0; vcpu < host.Vcpus; vcpu++)
        {
            _base[vcpu] = host.Vms[host.VmOf(vcpu)].Priority * options.AgingInterval.Nanoseconds;
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _queue.Add(vcpu, _host.Now - _base[vcpu]);
        _ranks.Place(vcpu, -_base[vcpu]);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        _ranks.Deciding(pcpu);
        if (previous >= 0 && reason != PickReason.Blocked)
        {
            _queue.Add(previous, _host.Now - _base[previous]);
        }

        int vcpu = _queue.FirstFor(pcpu);
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        long rank = _queue.KeyOf(vcpu) - _host.Now; // with what it gained by waiting, or it would lose the pCPU at once
        _queue.Remove(vcpu);
        _queue.OfferIdle();
        _ranks.Decided(pcpu, rank);
        if (previous >= 0 && _queue.Has(previous))
        {
            _ranks.Place(previous, -_base[previous]);
        }

        return Choice.Run(vcpu, options.Quantum);
    }
}
