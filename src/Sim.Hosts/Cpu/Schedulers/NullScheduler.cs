using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Xen's null scheduler: each vCPU has a pCPU to itself; those for whom none is left wait for ever.</summary>
/// <remarks>Rules: models.md A4; checked against xen/common/sched/null.c. pCPUs are given out once, in the order of vCPUs.</remarks>
[Plugin("null", "Xen null: each vCPU has a pCPU to itself, those without one wait for ever.", Source = "models.md A4; xen/common/sched/null.c")]
public sealed class NullScheduler : IVcpuScheduler
{
    private CpuHost _host = null!;
    private int[] _home = []; // by vCPU; -1: none
    private int[] _owner = []; // by pCPU; -1: nobody
    private bool[] _awake = []; // by vCPU

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        (_home, _owner, _awake) = (new int[host.Vcpus], new int[host.Pcpus], new bool[host.Vcpus]);
        Array.Fill(_home, -1);
        Array.Fill(_owner, -1);
        for (int vcpu = 0; vcpu < _home.Length; vcpu++)
        {
            for (int pcpu = 0; pcpu < _owner.Length && _home[vcpu] < 0; pcpu++)
            {
                if (_owner[pcpu] < 0 && host.Allowed(vcpu, pcpu))
                {
                    (_home[vcpu], _owner[pcpu]) = (pcpu, vcpu);
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _awake[vcpu] = true;
        if (_home[vcpu] >= 0)
        {
            _host.Ask(_home[vcpu]);
        }
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0 && reason == PickReason.Blocked)
        {
            _awake[previous] = false;
        }

        int owner = _owner[pcpu];
        return owner >= 0 && _awake[owner] ? new Choice(owner, Choice.Forever) : Choice.Idle;
    }
}
