using System;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Hosts.Cpu.Schedulers;

/// <content>Limits: the budget of each VM and period.</content>
public sealed partial class Credit2
{
    private long[] _pool = []; // by VM: budget that no vCPU has taken
    private long[] _budget = []; // by VM: of a period; 0: no limit

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        long now = _host.Now;
        _host.SetTimer(now + options.CapPeriod.Nanoseconds, 0, 0);
        for (int vm = 0; vm < _pool.Length; vm++)
        {
            if (_budget[vm] > 0)
            {
                _pool[vm] = Math.Min(_pool[vm] + _budget[vm], _budget[vm]);
                if (_pool[vm] > 0)
                {
                    Unpark(vm, now);
                }
            }
        }
    }

    private void StartBudgets()
    {
        int vms = _host.Vms.Count;
        (_pool, _budget) = (new long[vms], new long[vms]);
        bool any = false;
        for (int vm = 0; vm < vms; vm++)
        {
            VcpuClaim claim = _host.Vms[vm];
            _budget[vm] = claim.IsLimited ? Math.Max(1, (long)Math.Round(claim.Limit * options.CapPeriod.Nanoseconds)) : 0;
            _pool[vm] = _budget[vm];
            any |= claim.IsLimited;
        }

        if (any)
        {
            _host.SetTimer(_host.Now + options.CapPeriod.Nanoseconds, 0, 0);
        }
    }

    private long QuotaOf(int vm) => _budget[vm] == 0 ? 0 : Math.Max(_budget[vm] / _host.Vms[vm].Vcpus, _shortest);

    // Takes budget if it has none; parks it if there is none to take. What it has overrun is taken from the VM's.
    private bool GrabBudget(int vcpu, ref Vcpu row, long now)
    {
        if (row.Budget > 0)
        {
            return true;
        }

        int vm = _host.VmOf(vcpu);
        _pool[vm] += row.Budget;
        row.Budget = Math.Clamp(_pool[vm], 0, row.Quota);
        _pool[vm] -= row.Budget;
        if (row.Budget > 0)
        {
            return true;
        }

        row.Parked = true;
        if (_queues[row.Queue].Waiting.Has(vcpu))
        {
            _queues[row.Queue].Waiting.Remove(vcpu);
            UpdateLoad(_queues[row.Queue], -1, now);
            UpdateLoad(ref row, 1, now);
            _host.Hold(vcpu, VcpuState.Capped);
        }

        return false;
    }

    // Gives back what it has not used; whether the VM then has some for others.
    private bool ReturnBudget(int vcpu, ref Vcpu row)
    {
        int vm = _host.VmOf(vcpu);
        _pool[vm] += row.Budget;
        row.Budget = 0;
        return _pool[vm] > 0;
    }

    private void Unpark(int vm, long now)
    {
        int first = _host.FirstVcpu(vm);
        for (int vcpu = first; vcpu < first + _host.Vms[vm].Vcpus; vcpu++)
        {
            if (_vcpus[vcpu].Parked)
            {
                _vcpus[vcpu].Parked = false;
                if (_host.StateOf(vcpu) == VcpuState.Capped)
                {
                    _host.Release(vcpu);
                    Enqueue(vcpu, now);
                }
            }
        }
    }
}
