using System;
using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>The Windows NT thread scheduler: round robin within 32 priorities, with dynamic boosts that decay.</summary>
/// <remarks>
/// Microsoft, "Priority Boosts": a thread whose wait is over is boosted, and falls by one level with each quantum down to
/// its base; levels above 15 are never boosted. Who is preempted goes to the head of its line and keeps the rest of its
/// quantum. Once a second, a thread that has been ready for about four seconds is boosted to 15 for one quantum: as
/// "Windows Internals" tells of the balance set manager, from memory. Not modelled: ideal processors.
/// </remarks>
/// <param name="quantum">Of a VM, in ns.</param>
/// <param name="wakeBoost">Levels that a wake-up lifts.</param>
internal sealed class NtScheduler(Func<VcpuClaim, long> quantum, int wakeBoost) : IVcpuScheduler
{
    private const int HighestBoosted = 15;
    private const long BalancePeriod = 1_000_000_000;
    private const long Starved = 4 * BalancePeriod;

    private CpuHost _host = null!;
    private PriorityQueues _queues = null!;
    private long[] _quantum = []; // by VM
    private int[] _base = []; // by vCPU
    private int[] _priority = []; // by vCPU: now
    private long[] _left = []; // by vCPU: of its quantum
    private long[] _since = []; // by vCPU: when it last began to run or wait

    /// <summary>Base level of a VM: its priority of 0 to 139 on 1 to 15, 70 being 8 (normal).</summary>
    public static int LevelOf(VcpuClaim claim) => Math.Clamp(1 + (claim.Priority * 15 / 140), 1, HighestBoosted);

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        _host = host;
        _queues = new PriorityQueues(host);
        _quantum = new long[host.Vms.Count];
        (_base, _priority) = (new int[host.Vcpus], new int[host.Vcpus]);
        (_left, _since) = (new long[host.Vcpus], new long[host.Vcpus]);
        for (int vm = 0; vm < _quantum.Length; vm++)
        {
            _quantum[vm] = quantum(host.Vms[vm]);
            Array.Fill(_base, LevelOf(host.Vms[vm]), host.FirstVcpu(vm), host.Vms[vm].Vcpus);
        }

        host.SetTimer(host.Now + BalancePeriod, 0, 0);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _priority[vcpu] = Math.Max(_base[vcpu], Math.Min(HighestBoosted, _base[vcpu] + wakeBoost));
        _left[vcpu] = _quantum[_host.VmOf(vcpu)];
        Add(vcpu, first: false);
        _queues.Place(vcpu, _priority);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0 && reason != PickReason.Blocked)
        {
            Return(previous, reason);
        }

        int vcpu = _queues.Take(pcpu, previous);
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        _since[vcpu] = _host.Now;
        return new Choice(vcpu, _left[vcpu]);
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        _host.SetTimer(_host.Now + BalancePeriod, 0, 0);
        for (int vcpu = 0; vcpu < _priority.Length; vcpu++)
        {
            if (_queues.PriorityOf(vcpu) >= 0 && _priority[vcpu] < HighestBoosted && _host.Now - _since[vcpu] >= Starved)
            {
                _queues.Remove(vcpu);
                _priority[vcpu] = HighestBoosted + 1; // falls to its base, not by one level
                _left[vcpu] = _quantum[_host.VmOf(vcpu)];
                Add(vcpu, first: false);
                _queues.Place(vcpu, _priority);
            }
        }
    }

    private void Return(int vcpu, PickReason reason)
    {
        _left[vcpu] -= _host.Now - _since[vcpu];
        bool over = _left[vcpu] <= 0;
        if (over)
        {
            _priority[vcpu] = _priority[vcpu] > HighestBoosted ? _base[vcpu] : Math.Max(_base[vcpu], _priority[vcpu] - 1);
            _left[vcpu] = _quantum[_host.VmOf(vcpu)];
        }

        Add(vcpu, first: !over && reason != PickReason.Yielded);
    }

    private void Add(int vcpu, bool first)
    {
        _since[vcpu] = _host.Now;
        _queues.Add(vcpu, Math.Min(_priority[vcpu], HighestBoosted), first);
    }
}
