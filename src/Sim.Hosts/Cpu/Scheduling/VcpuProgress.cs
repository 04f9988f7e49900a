using System;
using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>How far each vCPU has come: it progresses while it runs and while it is idle.</summary>
/// <remarks>
/// VMware, "The CPU Scheduler in VMware vSphere 5.1": the skew of a vCPU is its lead over the slowest sibling that is not
/// idle; an idle vCPU gathers none. So one that wakes begins level with the slowest.
/// </remarks>
internal sealed class VcpuProgress
{
    private readonly CpuHost _host;
    private readonly long[] _made; // by vCPU
    private readonly long[] _since; // by vCPU; -1: stands still

    /// <summary>Of a host at rest: all are idle.</summary>
    public VcpuProgress(CpuHost host)
    {
        _host = host;
        (_made, _since) = (new long[host.Vcpus], new long[host.Vcpus]);
        Array.Fill(_since, host.Now);
    }

    /// <summary>The progress of a vCPU, in ns.</summary>
    public long Of(int vcpu) => _made[vcpu] + (_since[vcpu] >= 0 ? _host.Now - _since[vcpu] : 0);

    /// <summary>Says whether a vCPU progresses from now on.</summary>
    public void Set(int vcpu, bool progresses)
    {
        _made[vcpu] = Of(vcpu);
        _since[vcpu] = progresses ? _host.Now : -1;
    }

    /// <summary>The vCPU has ceased to be idle: it stands still until it runs, level with the slowest of its siblings.</summary>
    public void Wake(int vcpu)
    {
        Set(vcpu, false);
        _made[vcpu] = Math.Min(_made[vcpu], Slowest(_host.VmOf(vcpu)));
    }

    /// <summary>All of a VM are level again.</summary>
    public void Level(int vm)
    {
        for (int vcpu = _host.FirstVcpu(vm); vcpu < _host.FirstVcpu(vm) + _host.Vms[vm].Vcpus; vcpu++)
        {
            _made[vcpu] = 0;
            _since[vcpu] = _since[vcpu] >= 0 ? _host.Now : -1;
        }
    }

    /// <summary>The least progress of a VM's vCPUs that are not idle; <see cref="long.MaxValue"/>: all are.</summary>
    public long Slowest(int vm)
    {
        long slowest = long.MaxValue;
        for (int vcpu = _host.FirstVcpu(vm); vcpu < _host.FirstVcpu(vm) + _host.Vms[vm].Vcpus; vcpu++)
        {
            if (_host.IsRunnable(vcpu))
            {
                slowest = Math.Min(slowest, Of(vcpu));
            }
        }

        return slowest;
    }
}
