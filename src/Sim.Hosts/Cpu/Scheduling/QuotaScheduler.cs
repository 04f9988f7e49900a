using System;
using System.Collections.Generic;
using Sim.Hosts.Cpu.Machine;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>
/// Keeps VMs below their limits under a policy that knows none: a VM that has used limit * period within a period is held
/// until the next. To the policy a held vCPU looks blocked.
/// </summary>
/// <remarks>
/// What a VM overruns, because several of its vCPUs ran at once, is taken from its next budget. What it leaves is kept, up to so many
/// periods' budgets, as by Linux's cpu.max.burst: a limit near the VM's share binds in some periods and not in others, and
/// what it cuts from a good one must come back in a bad one for the mean to be the smaller of both.
/// </remarks>
/// <param name="inner">The policy.</param>
/// <param name="period">The time within which limits hold.</param>
/// <param name="kept">How many periods' budgets are kept at most.</param>
public sealed class QuotaScheduler(IVcpuScheduler inner, Duration period, double kept) : IVcpuScheduler
{
    private const long ShortestSlice = 100_000;

    private readonly long _period = period.Nanoseconds;
    private CpuHost _host = null!;
    private long[] _quota = []; // by VM, ns in a period; long.MaxValue: no limit
    private long[] _most = []; // by VM: what is kept over a period's end
    private long[] _left = []; // by VM
    private long[] _booked = []; // by vCPU: service already taken from the budget
    private int[] _running = []; // by VM
    private List<int>[] _held = []; // by VM

    /// <inheritdoc/>
    public bool EnforcesLimits => true;

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        int vms = host.Vms.Count;
        (_quota, _most, _left, _running) = (new long[vms], new long[vms], new long[vms], new int[vms]);
        _booked = new long[host.Vcpus];
        _held = new List<int>[vms];
        for (int vm = 0; vm < vms; vm++)
        {
            _quota[vm] = host.Vms[vm].IsLimited ? (long)Math.Round(host.Vms[vm].Limit * _period) : long.MaxValue;
            _most[vm] = (long)Math.Min(kept * _quota[vm], long.MaxValue / 4.0);
            _left[vm] = _quota[vm];
            _held[vm] = new List<int>(host.Vms[vm].Vcpus);
        }

        inner.Start(host);
        host.SetTimer(host.Now + _period, ushort.MaxValue, 0);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        int vm = _host.VmOf(vcpu);
        if (_left[vm] > 0)
        {
            inner.Wake(vcpu);
        }
        else
        {
            Hold(vcpu, vm);
        }
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0)
        {
            int vm = _host.VmOf(previous);
            Book(previous, vm);
            _running[vm]--;
            if (reason != PickReason.Blocked && _left[vm] <= 0)
            {
                Hold(previous, vm);
                reason = PickReason.Blocked;
            }
        }

        for (; ; )
        {
            Choice choice = inner.Pick(pcpu, previous, reason);
            if (choice.Vcpu < 0)
            {
                return choice;
            }

            int vm = _host.VmOf(choice.Vcpu);
            if (_left[vm] > 0)
            {
                _running[vm]++;
                _booked[choice.Vcpu] = _host.ServiceOf(choice.Vcpu);
                return _quota[vm] == long.MaxValue
                    ? choice
                    : choice with { Slice = Math.Min(choice.Slice, Math.Max(ShortestSlice, _left[vm] / _running[vm])) };
            }

            Hold(choice.Vcpu, vm);
            (previous, reason) = (choice.Vcpu, PickReason.Blocked);
        }
    }

    /// <inheritdoc/>
    public void YieldTo(int vcpu, int target) => inner.YieldTo(vcpu, target);

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        if (kind != ushort.MaxValue)
        {
            inner.Timer(kind, argument);
            return;
        }

        for (int pcpu = 0; pcpu < _host.Pcpus; pcpu++)
        {
            if (_host.CurrentOf(pcpu) is >= 0 and int vcpu)
            {
                Book(vcpu, _host.VmOf(vcpu));
            }
        }

        _host.SetTimer(_host.Now + _period, ushort.MaxValue, 0);
        for (int vm = 0; vm < _quota.Length; vm++)
        {
            if (_quota[vm] != long.MaxValue)
            {
                Refill(vm);
            }
        }
    }

    private void Refill(int vm)
    {
        _left[vm] = Math.Min(_left[vm], _most[vm]) + _quota[vm];
        List<int> held = _held[vm];
        if (_left[vm] <= 0)
        {
            return;
        }

        foreach (int vcpu in held)
        {
            _host.Release(vcpu);
            inner.Wake(vcpu);
        }

        held.Clear();
    }

    private void Book(int vcpu, int vm)
    {
        long service = _host.ServiceOf(vcpu);
        if (_quota[vm] != long.MaxValue)
        {
            _left[vm] -= service - _booked[vcpu];
        }

        _booked[vcpu] = service;
    }

    private void Hold(int vcpu, int vm)
    {
        _host.Hold(vcpu, VcpuState.Capped);
        _held[vm].Add(vcpu);
    }
}
