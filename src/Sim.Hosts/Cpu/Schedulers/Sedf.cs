using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Xen's SEDF: a slice in each period by earliest deadline, pCPU by pCPU, and extra time for those who may have it.</summary>
/// <remarks>
/// <para>
/// Xen 3's sched_sedf.c, from memory (models.md A5). Each vCPU belongs to one pCPU, handed out in turn, and never moves:
/// there is no balancing. Among those with something left of their slice the earliest end of period runs. Time that no slice
/// needs goes to vCPUs with extra time, in proportion to shares, a short quantum at a time. Without extra time a vCPU waits for
/// its next period even on an idle pCPU (state capped): not work-conserving. Who wakes after its period has ended begins a new one.
/// </para>
/// <para>Every event costs O(log n).</para>
/// </remarks>
[Plugin("sedf", "A slice in each period by earliest deadline on its own pCPU, and extra time by shares.", Source = "Xen 3 sched_sedf.c; models.md A5")]
public sealed class Sedf(SedfOptions options) : IVcpuScheduler
{
    private const double One = 1 << 17; // virtual time of a nanosecond at weight 1

    private CpuHost _host = null!;
    private int[] _home = []; // by vCPU: its pCPU
    private long[] _slice = []; // by vCPU
    private long[] _period = [];
    private bool[] _extra = [];
    private double[] _rate = []; // by vCPU: extra virtual time for each ns
    private long[] _deadline = []; // by vCPU: the end of its period
    private long[] _left = []; // by vCPU, of its slice
    private long[] _extraUsed = []; // by vCPU: virtual time
    private bool[] _onExtra = []; // by vCPU: runs on extra time
    private long[] _booked = [];
    private VcpuTree[] _due = []; // by pCPU: something left, by deadline
    private VcpuTree[] _pending = []; // by pCPU: nothing left, by the same
    private VcpuTree[] _extras = []; // by pCPU: by extra virtual time
    private long[] _virtual = []; // by pCPU: of who had extra time last
    private long[] _timerAt = []; // by pCPU

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        int vcpus = host.Vcpus;
        (_home, _slice, _period, _extra, _rate) = (new int[vcpus], new long[vcpus], new long[vcpus], new bool[vcpus], new double[vcpus]);
        (_deadline, _left, _extraUsed, _onExtra, _booked) = (new long[vcpus], new long[vcpus], new long[vcpus], new bool[vcpus], new long[vcpus]);
        (_virtual, _timerAt) = (new long[host.Pcpus], new long[host.Pcpus]);
        (_due, _pending, _extras) = (new VcpuTree[host.Pcpus], new VcpuTree[host.Pcpus], new VcpuTree[host.Pcpus]);
        VcpuTree due = new(vcpus);
        VcpuTree extras = new(vcpus);
        for (int pcpu = 0; pcpu < host.Pcpus; pcpu++)
        {
            (_due[pcpu], _pending[pcpu], _extras[pcpu]) = (new VcpuTree(due), new VcpuTree(due), new VcpuTree(extras));
        }

        int next = 0;
        for (int vcpu = 0; vcpu < vcpus; vcpu++)
        {
            VcpuClaim claim = host.Vms[host.VmOf(vcpu)];
            _period[vcpu] = Math.Max(1, (claim.Period ?? options.Period).Nanoseconds);
            _slice[vcpu] = Math.Clamp((claim.Budget ?? options.Slice).Nanoseconds, 0, _period[vcpu]);
            _extra[vcpu] = claim.ExtraTime ?? options.ExtraTime;
            _rate[vcpu] = One * claim.Vcpus / claim.Shares;
            while (!host.Allowed(vcpu, next))
            {
                next = (next + 1) % host.Pcpus;
            }

            _home[vcpu] = next;
            next = (next + 1) % host.Pcpus;
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        int pcpu = _home[vcpu];
        if (_host.Now >= _deadline[vcpu])
        {
            (_deadline[vcpu], _left[vcpu]) = (_host.Now + _period[vcpu], _slice[vcpu]);
        }

        _extraUsed[vcpu] = Math.Max(_extraUsed[vcpu], _virtual[pcpu]);
        Keep(vcpu, pcpu);
        _host.Ask(pcpu);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0)
        {
            Charge(previous);
            if (reason != PickReason.Blocked)
            {
                BeginPeriod(previous);
                Keep(previous, pcpu);
            }
        }

        BeginPeriods(pcpu);
        int unless = reason == PickReason.Yielded ? previous : -1;
        int vcpu = FirstOf(_due[pcpu], unless);
        bool extra = vcpu < 0 || (vcpu == unless && _extras[pcpu].Count > 0);
        vcpu = extra ? FirstOf(_extras[pcpu], unless) : vcpu;
        if (vcpu < 0)
        {
            SetTimer(pcpu);
            return Choice.Idle;
        }

        Take(vcpu, pcpu);
        _onExtra[vcpu] = extra;
        _booked[vcpu] = _host.ServiceOf(vcpu);
        long until = _host.Now + (extra ? options.ExtraQuantum.Nanoseconds : _left[vcpu]);
        if (extra)
        {
            _virtual[pcpu] = Math.Max(_virtual[pcpu], _extraUsed[vcpu]);
            until = _slice[vcpu] > 0 ? Math.Min(until, _deadline[vcpu]) : until;
        }

        until = _pending[pcpu].First is >= 0 and int next ? Math.Min(until, _deadline[next]) : until;
        return new Choice(vcpu, until - _host.Now);
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        if (_host.IsIdle(argument))
        {
            _host.Ask(argument);
        }
    }

    private static int FirstOf(VcpuTree tree, int unless)
    {
        int first = tree.First;
        return first >= 0 && first == unless && tree.After(first) is >= 0 and int second ? second : first;
    }

    private void Charge(int vcpu)
    {
        long used = _host.ServiceOf(vcpu) - _booked[vcpu];
        if (_onExtra[vcpu])
        {
            _extraUsed[vcpu] += (long)Math.Round(_rate[vcpu] * used);
        }
        else
        {
            _left[vcpu] -= used;
        }
    }

    // For one that has not slept: its periods follow each other.
    private void BeginPeriod(int vcpu)
    {
        long late = _host.Now - _deadline[vcpu];
        if (late >= 0)
        {
            _deadline[vcpu] += _period[vcpu] * (1 + (late / _period[vcpu]));
            _left[vcpu] = _slice[vcpu];
        }
    }

    private void BeginPeriods(int pcpu)
    {
        VcpuTree pending = _pending[pcpu];
        while (pending.First is >= 0 and int vcpu && _deadline[vcpu] <= _host.Now)
        {
            Take(vcpu, pcpu);
            if (!_extra[vcpu])
            {
                _host.Release(vcpu);
            }

            BeginPeriod(vcpu);
            Keep(vcpu, pcpu);
        }
    }

    private void Keep(int vcpu, int pcpu)
    {
        if (_left[vcpu] > 0)
        {
            _due[pcpu].Add(vcpu, _deadline[vcpu]);
            return;
        }

        if (_slice[vcpu] > 0)
        {
            _pending[pcpu].Add(vcpu, _deadline[vcpu]);
        }

        if (_extra[vcpu])
        {
            _extras[pcpu].Add(vcpu, _extraUsed[vcpu]);
        }
        else
        {
            _host.Hold(vcpu, VcpuState.Capped);
        }
    }

    private void Take(int vcpu, int pcpu)
    {
        if (_extras[pcpu].Has(vcpu))
        {
            _extras[pcpu].Remove(vcpu);
        }

        if (_due[pcpu].Has(vcpu))
        {
            (_left[vcpu] > 0 ? _due : _pending)[pcpu].Remove(vcpu);
        }
    }

    private void SetTimer(int pcpu)
    {
        if (_pending[pcpu].First is >= 0 and int vcpu && _deadline[vcpu] != _timerAt[pcpu])
        {
            _timerAt[pcpu] = _deadline[vcpu];
            _host.SetTimer(_deadline[vcpu], 0, pcpu);
        }
    }
}
