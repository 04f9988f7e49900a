using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>The fair share scheduler: each VM's usage is forgotten with a half-life; the VM with the least usage for its shares runs.</summary>
/// <remarks>
/// <para>
/// G. J. Henry, "The fair share scheduler", AT&amp;T Bell Laboratories Technical Journal 63(8), 1984; J. Kay and P. Lauder, "A fair
/// share scheduler", CACM 31(1), 1988: u = u * 2^(-dt / halfLife) + time used, priority = base + u of the user / its shares (+ u of
/// the process, which here decides among the vCPUs of a VM). All have the same base.
/// </para>
/// <para>
/// Since all usage decays by one factor, the order never changes by decay. So usage is kept in inflated units, those of the
/// epoch (time used at t counts 2^((t - epoch) / halfLife)), and nothing needs to be touched; every 500 half-lives all is
/// brought to a new epoch, in O(n). A charge moves the VM's waiting vCPUs in line: O(vCPUs of the VM * log n).
/// </para>
/// <para>
/// As in Unix, who wakes with a better priority preempts; so does one that another has displaced. It looks at every pCPU, and
/// at the priority that those who run had when they were picked.
/// </para>
/// <para>
/// Proportional on one pCPU. On several, a VM that would need a whole pCPU for its share loses what the bursts of VMs with less usage take
/// from it while they fill all pCPUs, and cannot make up for it later.
/// </para>
/// </remarks>
[Plugin("fair-share", "The VM with the least decayed usage for its shares runs.", Source = "Henry 1984; Kay and Lauder, CACM 31(1), 1988")]
public sealed class FairShare(FairShareOptions options) : IVcpuScheduler
{
    private const double MostHalfLives = 500; // 2^500 is well within a double
    private const double OwnPart = 1e-3; // of a vCPU's own usage in its place: enough to order the vCPUs of one VM

    private CpuHost _host = null!;
    private SharedQueue _queue = null!;
    private RunningRanks _ranks = null!;
    private double[] _used = []; // by VM, inflated ns for each share
    private double[] _own = []; // by vCPU, likewise
    private double[] _perShare = []; // by VM
    private long[] _booked = [];
    private long _epoch;

    /// <summary>What counts as usage of a VM now, in ns for each of its shares.</summary>
    public double UsageOf(int vm) => _used[vm] / Inflation();

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _queue = new SharedQueue(host);
        _ranks = new RunningRanks(host);
        (_used, _perShare) = (new double[host.Vms.Count], new double[host.Vms.Count]);
        (_own, _booked) = (new double[host.Vcpus], new long[host.Vcpus]);
        for (int vm = 0; vm < host.Vms.Count; vm++)
        {
            _perShare[vm] = 1 / host.Vms[vm].Shares;
        }

        _epoch = host.Now;
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        long key = KeyOf(vcpu);
        _queue.Add(vcpu, key);
        _ranks.Place(vcpu, key);
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
                _queue.Add(previous, KeyOf(previous));
            }
        }

        int vcpu = _queue.FirstFor(pcpu, reason == PickReason.Yielded ? previous : -1);
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        _ranks.Decided(pcpu, _queue.KeyOf(vcpu));
        _queue.Remove(vcpu);
        _queue.OfferIdle();
        if (previous >= 0 && _queue.Has(previous))
        {
            _ranks.Place(previous, _queue.KeyOf(previous));
        }

        _booked[vcpu] = _host.ServiceOf(vcpu);
        return Choice.Run(vcpu, options.Quantum);
    }

    private double Inflation() => Math.Pow(2, (double)(_host.Now - _epoch) / options.HalfLife.Nanoseconds);

    // Bits of doubles that are not negative have the order of the doubles.
    private long KeyOf(int vcpu) => BitConverter.DoubleToInt64Bits(_used[_host.VmOf(vcpu)] + (OwnPart * _own[vcpu]));

    private void Charge(int vcpu)
    {
        if (_host.Now - _epoch > MostHalfLives * options.HalfLife.Nanoseconds)
        {
            StartEpoch();
        }

        int vm = _host.VmOf(vcpu);
        double used = (_host.ServiceOf(vcpu) - _booked[vcpu]) * Inflation() * _perShare[vm];
        _used[vm] += used;
        _own[vcpu] += used;
        int first = _host.FirstVcpu(vm);
        for (int sibling = first; sibling < first + _host.Vms[vm].Vcpus; sibling++)
        {
            Renew(sibling);
        }
    }

    private void StartEpoch()
    {
        double factor = 1 / Inflation();
        _epoch = _host.Now;
        for (int vm = 0; vm < _used.Length; vm++)
        {
            _used[vm] *= factor;
        }

        for (int vcpu = 0; vcpu < _own.Length; vcpu++)
        {
            _own[vcpu] *= factor;
            Renew(vcpu);
        }
    }

    private void Renew(int vcpu)
    {
        if (_queue.Has(vcpu))
        {
            _queue.Remove(vcpu);
            _queue.Add(vcpu, KeyOf(vcpu));
        }
    }
}
