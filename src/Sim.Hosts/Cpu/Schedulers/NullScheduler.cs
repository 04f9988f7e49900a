using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>No scheduling: each vCPU owns a pCPU from the start; who finds none waits for ever.</summary>
/// <remarks>
/// Xen's null scheduler (xen/common/sched/null.c; models.md A4): in the order of ids, each vCPU gets the first pCPU that is free
/// and that its affinity allows. A pCPU stays its owner's while that sleeps. O(1) per event; not work-conserving.
/// </remarks>
[Plugin("null", "Each vCPU owns a pCPU; who finds none free at the start never runs.", Source = "Xen, xen/common/sched/null.c")]
public sealed class NullScheduler : IVcpuScheduler
{
    private CpuHost _host = null!;
    private int[] _owned = []; // by vCPU: its pCPU, or -1
    private int[] _owner = []; // by pCPU, or -1
    private bool[] _waits = []; // by vCPU

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        (_owned, _owner, _waits) = (new int[host.Vcpus], new int[host.Pcpus], new bool[host.Vcpus]);
        Array.Fill(_owner, -1);
        for (int vcpu = 0; vcpu < host.Vcpus; vcpu++)
        {
            _owned[vcpu] = -1;
            for (int pcpu = 0; pcpu < host.Pcpus && _owned[vcpu] < 0; pcpu++)
            {
                if (_owner[pcpu] < 0 && host.Allowed(vcpu, pcpu))
                {
                    (_owned[vcpu], _owner[pcpu]) = (pcpu, vcpu);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _waits[vcpu] = true;
        if (_owned[vcpu] >= 0)
        {
            _host.Ask(_owned[vcpu]);
        }
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        int owner = _owner[pcpu];
        if (previous >= 0)
        {
            _waits[previous] = reason != PickReason.Blocked;
        }

        if (owner < 0 || !_waits[owner])
        {
            return Choice.Idle;
        }

        _waits[owner] = false;
        return new Choice(owner, Choice.Forever);
    }
}
