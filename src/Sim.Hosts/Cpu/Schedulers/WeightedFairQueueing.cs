using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Start-time fair queueing: quanta carry start and finish tags in virtual time; the smallest start tag runs.</summary>
/// <remarks>
/// <para>
/// P. Goyal, X. Guo and H. M. Vin, "A hierarchical CPU scheduler for multimedia operating systems", OSDI 1996, and Goyal, Vin and
/// Cheng, SIGCOMM 1996: S = max(V, F of its last quantum), F = S + length / weight with the length that the quantum turned out to
/// have, V = start tag of the quantum in service, or the largest finish tag once all is idle. So two that always wait are never
/// further apart than a quantum each.
/// </para>
/// <para>
/// On several pCPUs V is the smallest start tag of those who wait, and who has not slept goes on from its finish tag even
/// where V is ahead of it: what it could not use of a share of more than a pCPU is kept for it, up to the lag limit.
/// </para>
/// </remarks>
[Plugin("weighted-fair-queueing", "The smallest start tag in virtual time runs a quantum (SFQ).", Source = "Goyal, Guo and Vin, OSDI 1996")]
public sealed class WeightedFairQueueing(WeightedFairQueueingOptions options) : IVcpuScheduler
{
    private const double One = 1L << 17; // virtual time of a nanosecond at weight 1

    private CpuHost _host = null!;
    private SharedQueue _queue = null!;
    private double[] _rate = []; // by vCPU, virtual time for each ns
    private long[] _tag = []; // by vCPU: start tag of those who are there, finish tag of others
    private long[] _booked = [];
    private long _band; // how far tags may lie from virtual time
    private long _virtual;
    private long _largestFinish;
    private int _running;

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _queue = new SharedQueue(host);
        (_rate, _tag, _booked) = (new double[host.Vcpus], new long[host.Vcpus], new long[host.Vcpus]);
        double all = 0;
        for (int vcpu = 0; vcpu < host.Vcpus; vcpu++)
        {
            VcpuClaim claim = host.Vms[host.VmOf(vcpu)];
            all += claim.SharesOfVcpu;
            _rate[vcpu] = One * claim.Vcpus / claim.Shares;
        }

        _band = (long)(One * host.Vcpus / all * options.LagLimit.Nanoseconds);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        if (_running == 0 && _queue.Count == 0)
        {
            _virtual = Math.Max(_virtual, _largestFinish);
        }

        _tag[vcpu] = Math.Max(_virtual, _tag[vcpu]);
        _queue.Add(vcpu, _tag[vcpu]);
        IdlePcpus.AskFor(_host, vcpu);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0)
        {
            _running--;
            Charge(previous);
            if (reason != PickReason.Blocked)
            {
                _queue.Add(previous, _tag[previous]);
            }
        }

        if (_queue.First >= 0)
        {
            _virtual = Math.Max(_virtual, _queue.KeyOf(_queue.First));
        }

        int vcpu = _queue.FirstFor(pcpu, reason == PickReason.Yielded ? previous : -1);
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        _queue.Remove(vcpu);
        _queue.OfferIdle();
        _booked[vcpu] = _host.ServiceOf(vcpu);
        _running++;
        return Choice.Run(vcpu, options.Quantum);
    }

    private void Charge(int vcpu)
    {
        long used = _host.ServiceOf(vcpu) - _booked[vcpu];
        long finish = _tag[vcpu] + (long)Math.Round(_rate[vcpu] * used);
        if (_host.Pcpus > 1)
        {
            long ahead = _band + (long)(_rate[vcpu] * options.Quantum.Nanoseconds);
            finish = Math.Clamp(finish, _virtual - _band, _virtual + ahead);
        }

        _tag[vcpu] = finish;
        _largestFinish = Math.Max(_largestFinish, finish);
    }
}
