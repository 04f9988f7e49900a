using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Balance scheduling: a fair queue for each pCPU, and no two vCPUs of a VM on the same one.</summary>
/// <remarks>
/// <para>
/// O. Sukwong and H. S. Kim, "Is co-scheduling too expensive for SMP VMs?", EuroSys 2011. Siblings on different queues are more
/// likely to run together than siblings behind each other; nothing makes sure of it. Who wakes goes to the queue with the
/// fewest siblings of those it may use, among these to the least loaded, then to where it was. A VM with more vCPUs than pCPUs it
/// may use spreads them evenly.
/// </para>
/// <para>
/// Within a queue the smallest virtual run time (time / weight) runs a quantum, as under CFS but without preemption on waking. A
/// pCPU with an empty queue takes a waiting vCPU from the longest queue; balancing by weight moves one at a time and never
/// next to a sibling. Shares count within a queue; across queues only as far as balancing gets. Waking looks at every pCPU, an
/// empty queue and balancing also at those who wait on one of them.
/// </para>
/// </remarks>
[Plugin("balance", "A fair queue for each pCPU; siblings go on different ones.", Source = "Sukwong and Kim, EuroSys 2011")]
public sealed class Balance(BalanceOptions options) : IVcpuScheduler
{
    private const double One = 1 << 17; // virtual time of a nanosecond at weight 1
    private const double WeightUnit = 1024; // loads are sums of weights in 1024ths, exact

    private CpuHost _host = null!;
    private int _pcpus;
    private VcpuTree[] _queue = []; // by pCPU: who waits there, by virtual time
    private long[] _virtual = []; // by pCPU
    private long[] _load = []; // by pCPU: weights of those who run or wait there
    private int[] _siblings = []; // by VM and pCPU: how many of its vCPUs run or wait there
    private int[] _home = []; // by vCPU: its pCPU
    private long[] _time = []; // by vCPU: virtual time; of sleepers, the lead over their pCPU's
    private double[] _rate = []; // by vCPU: virtual time for each ns
    private long[] _weight = []; // by vCPU
    private long[] _booked = [];

    /// <summary>On whose queue a vCPU is, or was.</summary>
    public int HomeOf(int vcpu) => _home[vcpu];

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_host, _pcpus) = (host, host.Pcpus);
        (_virtual, _load, _siblings) = (new long[_pcpus], new long[_pcpus], new int[host.Vms.Count * _pcpus]);
        (_home, _time, _booked) = (new int[host.Vcpus], new long[host.Vcpus], new long[host.Vcpus]);
        (_rate, _weight) = (new double[host.Vcpus], new long[host.Vcpus]);
        _queue = new VcpuTree[_pcpus];
        _queue[0] = new VcpuTree(host.Vcpus);
        for (int pcpu = 1; pcpu < _pcpus; pcpu++)
        {
            _queue[pcpu] = new VcpuTree(_queue[0]);
        }

        for (int vcpu = 0; vcpu < host.Vcpus; vcpu++)
        {
            VcpuClaim claim = host.Vms[host.VmOf(vcpu)];
            _rate[vcpu] = One * claim.Vcpus / claim.Shares;
            _weight[vcpu] = Math.Max(1, (long)Math.Round(WeightUnit * claim.Shares / claim.Vcpus));
        }

        host.SetTimer(host.Now + options.BalanceInterval.Nanoseconds, 0, 0);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        int pcpu = BestFor(vcpu);
        Join(vcpu, pcpu, Math.Max(0, _time[vcpu]));
        if (_host.IsIdle(pcpu))
        {
            _host.Ask(pcpu);
        }
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        VcpuTree queue = _queue[pcpu];
        if (previous >= 0)
        {
            _time[previous] += (long)Math.Round(_rate[previous] * (_host.ServiceOf(previous) - _booked[previous]));
            if (reason == PickReason.Blocked)
            {
                Leave(previous, pcpu);
            }
            else
            {
                queue.Add(previous, _time[previous]);
            }
        }

        if (queue.Count == 0)
        {
            Steal(pcpu);
        }

        int vcpu = queue.First;
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        _virtual[pcpu] = Math.Max(_virtual[pcpu], queue.KeyOf(vcpu));
        if (reason == PickReason.Yielded && vcpu == previous && queue.After(vcpu) is >= 0 and int second)
        {
            vcpu = second;
        }

        queue.Remove(vcpu);
        OfferIdle(queue);
        _booked[vcpu] = _host.ServiceOf(vcpu);
        return Choice.Run(vcpu, options.Quantum);
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        _host.SetTimer(_host.Now + options.BalanceInterval.Nanoseconds, 0, 0);
        int from = 0;
        int to = 0;
        for (int pcpu = 1; pcpu < _pcpus; pcpu++)
        {
            from = _load[pcpu] > _load[from] ? pcpu : from;
            to = _load[pcpu] < _load[to] ? pcpu : to;
        }

        long more = _load[from] - _load[to];
        for (int vcpu = _queue[from].First; vcpu >= 0; vcpu = _queue[from].After(vcpu))
        {
            if (_weight[vcpu] < more && _siblings[(_host.VmOf(vcpu) * _pcpus) + to] == 0 && _host.Allowed(vcpu, to))
            {
                Move(vcpu, from, to);
                if (_host.IsIdle(to))
                {
                    _host.Ask(to);
                }

                return;
            }
        }
    }

    private int BestFor(int vcpu)
    {
        int best = -1;
        int row = _host.VmOf(vcpu) * _pcpus;
        for (int pcpu = 0; pcpu < _pcpus; pcpu++)
        {
            if (_host.Allowed(vcpu, pcpu) && (best < 0 || IsBetter(vcpu, row, pcpu, best)))
            {
                best = pcpu;
            }
        }

        return best;
    }

    private bool IsBetter(int vcpu, int row, int pcpu, int than)
    {
        if (_siblings[row + pcpu] != _siblings[row + than])
        {
            return _siblings[row + pcpu] < _siblings[row + than];
        }

        return _load[pcpu] < _load[than] || (_load[pcpu] == _load[than] && pcpu == _home[vcpu]);
    }

    private void Join(int vcpu, int pcpu, long lead)
    {
        _home[vcpu] = pcpu;
        _time[vcpu] = _virtual[pcpu] + lead;
        _load[pcpu] += _weight[vcpu];
        _siblings[(_host.VmOf(vcpu) * _pcpus) + pcpu]++;
        _queue[pcpu].Add(vcpu, _time[vcpu]);
    }

    private void Leave(int vcpu, int pcpu)
    {
        _time[vcpu] -= _virtual[pcpu];
        _load[pcpu] -= _weight[vcpu];
        _siblings[(_host.VmOf(vcpu) * _pcpus) + pcpu]--;
    }

    private void Move(int vcpu, int from, int to)
    {
        _queue[from].Remove(vcpu);
        Leave(vcpu, from);
        Join(vcpu, to, _time[vcpu]);
    }

    // Nobody is on this pCPU's queue, so no sibling either.
    private void Steal(int pcpu)
    {
        int from = -1;
        int stolen = -1;
        for (int other = 0; other < _pcpus; other++)
        {
            if (_queue[other].Count > (from < 0 ? 0 : _queue[from].Count))
            {
                int vcpu = _queue[other].First;
                while (vcpu >= 0 && !_host.Allowed(vcpu, pcpu))
                {
                    vcpu = _queue[other].After(vcpu);
                }

                (from, stolen) = vcpu >= 0 ? (other, vcpu) : (from, stolen);
            }
        }

        if (stolen >= 0)
        {
            Move(stolen, from, pcpu);
        }
    }

    // An idle pCPU takes a vCPU that waits here, if it may: its pick steals one.
    private void OfferIdle(VcpuTree queue)
    {
        for (int vcpu = queue.First; vcpu >= 0 && _host.IdleCount > 0; vcpu = queue.After(vcpu))
        {
            if (IdlePcpus.AskFor(_host, vcpu) >= 0)
            {
                return;
            }
        }
    }
}
