using System;
using System.Collections.Generic;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>VMware ESXi: shares, reservations and limits down a tree of pools; co-scheduling; hyperthreads; NUMA homes.</summary>
/// <remarks>
/// <para>
/// VMware, "The CPU Scheduler in VMware vSphere 5.1" (2013) and "vSphere Resource Management". The VM with the lowest
/// consumption for its entitlement runs next. The entitlement is not solved for at intervals: <c>ShareTree</c>'s virtual
/// times keep consumption proportional to it at any instant, lending what is reserved but idle.
/// </para>
/// <para>
/// Not modelled: that a rebalanced VM's memory follows it (<see cref="CpuHost"/> keeps the memory where the VM first ran),
/// NUMA clients of VMs wider than a node (they have no home), the cost of the hypervisor's own worlds.
/// </para>
/// </remarks>
[Plugin("esxi", "VMware ESXi: shares, reservations, limits, pools, co-scheduling, NUMA homes.", Source = "VMware, The CPU Scheduler in VMware vSphere 5.1; models.md A8")]
public sealed partial class Esxi(EsxiOptions options) : ShareScheduler(options.Quantum, options.LimitPeriod, options.WakeLead)
{
    private const int SkewTimer = 1;
    private const int NumaTimer = 2;

    private long[] _used = []; // by vCPU, ns charged
    private int[] _at = []; // by vCPU: the pCPU it is charged on, or -1
    private int[] _runs = []; // by pCPU: the vCPU charged, or -1
    private long[] _chargedTo = []; // by core
    private bool _halves;

    /// <inheritdoc/>
    protected override IReadOnlyList<PoolSpec> Pools => Host.Pools;

    /// <inheritdoc/>
    protected override void Started()
    {
        (_used, _at) = (new long[Host.Vcpus], new int[Host.Vcpus]);
        (_runs, _chargedTo) = (new int[Host.Pcpus], new long[Host.Topology.Cores]);
        Array.Fill(_at, -1);
        Array.Fill(_runs, -1);
        _halves = options.ChargeHalf && Host.Topology.ThreadsPerCore > 1;
        StartCoscheduling();
        StartNuma();
    }

    /// <inheritdoc/>
    protected override void Woke(int vcpu) => SkewWoke(vcpu);

    /// <inheritdoc/>
    protected override void Returned(int vcpu, bool blocked) => SkewReturned(vcpu, blocked);

    /// <inheritdoc/>
    protected override void Picked(int pcpu, int vcpu)
    {
        if (_halves && _runs[pcpu] != vcpu)
        {
            ChargeCore(Host.Topology.CoreOf[pcpu]);
            if (_runs[pcpu] >= 0 && _at[_runs[pcpu]] == pcpu)
            {
                _at[_runs[pcpu]] = -1;
            }

            _runs[pcpu] = vcpu;
            if (vcpu >= 0)
            {
                _at[vcpu] = pcpu;
            }
        }

        if (vcpu >= 0)
        {
            SkewPicked(vcpu);
        }
    }

    /// <inheritdoc/>
    protected override void OtherTimer(int kind, int argument)
    {
        if (kind == SkewTimer)
        {
            CheckSkew(argument);
        }
        else
        {
            Rebalance();
        }
    }

    /// <inheritdoc/>
    protected override long Usage(int vcpu)
    {
        if (!_halves)
        {
            return Host.ServiceOf(vcpu);
        }

        if (_at[vcpu] >= 0)
        {
            ChargeCore(Host.Topology.CoreOf[_at[vcpu]]);
        }

        return _used[vcpu];
    }

    /// <inheritdoc/>
    protected override int[]? Units()
    {
        if (options.SideChannel == SideChannel.None)
        {
            return null;
        }

        int[] units = new int[Host.Vcpus];
        for (int vcpu = 0; vcpu < units.Length; vcpu++)
        {
            units[vcpu] = options.SideChannel == SideChannel.Scav1 ? vcpu : Host.FirstVcpu(Host.VmOf(vcpu));
        }

        return units;
    }

    // Books the time of a core's threads since it was last looked at: a whole core's time is charged once.
    private void ChargeCore(int core)
    {
        long span = Host.Now - _chargedTo[core];
        _chargedTo[core] = Host.Now;
        int first = Host.Topology.FirstOfCore(core);
        int busy = 0;
        for (int thread = first; span > 0 && thread < first + Host.Topology.ThreadsPerCore; thread++)
        {
            busy += _runs[thread] >= 0 ? 1 : 0;
        }

        for (int thread = first; busy > 0 && thread < first + Host.Topology.ThreadsPerCore; thread++)
        {
            if (_runs[thread] >= 0)
            {
                _used[_runs[thread]] += span / busy;
            }
        }
    }
}
