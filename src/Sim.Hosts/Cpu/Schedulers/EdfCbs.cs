using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Earliest deadline first, each vCPU behind a constant-bandwidth server that puts its deadline off with what it runs.</summary>
/// <remarks>
/// L. Abeni and G. Buttazzo, "Integrating multimedia applications in hard real-time systems", RTSS 1998. On waking, a server whose
/// budget c could not be used by its deadline d at its bandwidth Q / T, c >= (d - now) Q / T, starts anew: d = now + T, c = Q. A budget
/// used up is refilled at once and d moves on by T. Those who never sleep share in proportion to Q / T; where the bandwidths add
/// up to 1 at most, each is sure of its own. As in the paper, nobody forgets: who ran alone has a deadline far ahead and waits for
/// who comes later. On several pCPUs the earliest deadlines run (global EDF), with no such guarantee. Waking looks at every pCPU.
/// </remarks>
[Plugin("edf-cbs", "Earliest deadline first behind constant-bandwidth servers.", Source = "Abeni and Buttazzo, RTSS 1998")]
public sealed class EdfCbs(EdfCbsOptions options) : IVcpuScheduler
{
    private CpuHost _host = null!;
    private SharedQueue _queue = null!;
    private RunningRanks _ranks = null!;
    private long[] _budget = []; // by vCPU
    private long[] _period = [];
    private long[] _deadline = [];
    private long[] _left = [];
    private long[] _booked = [];

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _queue = new SharedQueue(host);
        _ranks = new RunningRanks(host);
        (_budget, _period) = (new long[host.Vcpus], new long[host.Vcpus]);
        (_deadline, _left, _booked) = (new long[host.Vcpus], new long[host.Vcpus], new long[host.Vcpus]);
        for (int vcpu = 0; vcpu < host.Vcpus; vcpu++)
        {
            VcpuClaim claim = host.Vms[host.VmOf(vcpu)];
            _period[vcpu] = Math.Max(1, (claim.Period ?? options.Period).Nanoseconds);
            _budget[vcpu] = Math.Clamp((claim.Budget ?? options.Budget).Nanoseconds, 1, _period[vcpu]);
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        double bandwidth = (double)_budget[vcpu] / _period[vcpu];
        if (_left[vcpu] >= (_deadline[vcpu] - _host.Now) * bandwidth)
        {
            (_deadline[vcpu], _left[vcpu]) = (_host.Now + _period[vcpu], _budget[vcpu]);
        }

        _queue.Add(vcpu, _deadline[vcpu]);
        _ranks.Place(vcpu, _deadline[vcpu]);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        _ranks.Deciding(pcpu);
        if (previous >= 0)
        {
            Charge(previous);
            if (reason != PickReason.Blocked)
            {
                _queue.Add(previous, _deadline[previous]);
            }
        }

        int vcpu = _queue.FirstFor(pcpu, reason == PickReason.Yielded ? previous : -1);
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        _queue.Remove(vcpu);
        _queue.OfferIdle();
        _ranks.Decided(pcpu, _deadline[vcpu]);
        if (previous >= 0 && reason != PickReason.Yielded && _queue.Has(previous))
        {
            _ranks.Place(previous, _deadline[previous]);
        }

        _booked[vcpu] = _host.ServiceOf(vcpu);
        return new Choice(vcpu, _left[vcpu]);
    }

    private void Charge(int vcpu)
    {
        _left[vcpu] -= _host.ServiceOf(vcpu) - _booked[vcpu];
        if (_left[vcpu] <= 0)
        {
            _left[vcpu] = _budget[vcpu];
            _deadline[vcpu] += _period[vcpu];
        }
    }
}
