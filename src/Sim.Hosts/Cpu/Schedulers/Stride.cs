using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Stride scheduling: each vCPU's pass advances by its stride for each quantum it runs; the smallest pass runs.</summary>
/// <remarks>
/// <para>
/// C. A. Waldspurger and W. E. Weihl, "Stride scheduling: deterministic proportional-share resource management", MIT/LCS/TM-528,
/// 1995. stride = 2^20 / tickets; who leaves keeps its distance from the global pass and has it again when it joins; a quantum
/// not used up counts in proportion. Passes carry 20 more bits, so that a nanosecond is seen.
/// </para>
/// <para>
/// On several pCPUs, which the paper does not treat, the smallest passes run. A vCPU whose share exceeds a pCPU cannot use it
/// up: its pass falls behind for good, and the global pass, which assumes that everybody does, with it. Therefore the global
/// pass is never behind everybody who waits, and a pass never further from it than the lag limit; who leaves keeps a quantum's worth
/// of being behind at most, or what it could not use while it ran alone would come back as priority.
/// </para>
/// </remarks>
[Plugin("stride", "The vCPU with the smallest pass runs a quantum, which moves its pass on by its stride.", Source = "MIT/LCS/TM-528 (Waldspurger and Weihl 1995)")]
public sealed class Stride(StrideOptions options) : IVcpuScheduler
{
    private const double One = 1L << 40; // 2^20 for stride1, 2^20 for the bits behind the point
    private const double TicketUnit = 1024; // tickets are summed in 1024ths, so that sums are exact

    private CpuHost _host = null!;
    private SharedQueue _queue = null!;
    private double[] _stride = []; // by vCPU, pass for each ns
    private long[] _tickets = []; // by vCPU, in TicketUnit
    private long[] _pass = []; // by vCPU; of those who are not there, the distance from the global pass
    private long[] _booked = []; // by vCPU: service that its pass has in it
    private long _band; // how far passes may lie from the global one
    private long _active; // tickets of all who are there
    private int _running;
    private long _global;
    private long _globalAt;

    /// <summary>The pass of one who is there; of others, the distance from the global pass.</summary>
    public long PassOf(int vcpu) => _pass[vcpu];

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _queue = new SharedQueue(host);
        (_stride, _tickets) = (new double[host.Vcpus], new long[host.Vcpus]);
        (_pass, _booked) = (new long[host.Vcpus], new long[host.Vcpus]);
        long all = 0;
        for (int vcpu = 0; vcpu < host.Vcpus; vcpu++)
        {
            VcpuClaim claim = host.Vms[host.VmOf(vcpu)];
            _tickets[vcpu] = Math.Max(1, (long)Math.Round(claim.SharesOfVcpu * TicketUnit));
            _stride[vcpu] = One * TicketUnit / _tickets[vcpu] / options.Quantum.Nanoseconds;
            all += _tickets[vcpu];
        }

        _band = (long)(One * TicketUnit * host.Vcpus / Math.Max(1, all) * options.LagLimit.Nanoseconds / options.Quantum.Nanoseconds);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        MoveGlobal();
        _pass[vcpu] += _global;
        _active += _tickets[vcpu];
        _queue.Add(vcpu, _pass[vcpu]);
        IdlePcpus.AskFor(_host, vcpu);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        MoveGlobal();
        if (previous >= 0)
        {
            _running--;
            Charge(previous);
            if (reason == PickReason.Blocked)
            {
                long distance = _pass[previous] - _global;
                _pass[previous] = _host.Pcpus > 1 ? Math.Max(distance, -CreditOf(previous)) : distance;
                _active -= _tickets[previous];
            }
            else
            {
                _queue.Add(previous, _pass[previous]);
            }
        }

        if (_host.Pcpus > 1 && _queue.First >= 0)
        {
            _global = Math.Max(_global, _queue.KeyOf(_queue.First));
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

    // A quantum's worth: what one may be owed by each other at most (the paper's bound for pairs).
    private long CreditOf(int vcpu) => (long)(_stride[vcpu] * options.Quantum.Nanoseconds);

    private void MoveGlobal()
    {
        if (_active > 0)
        {
            double rate = One * TicketUnit / _active / options.Quantum.Nanoseconds;
            _global += (long)Math.Round(rate * _running * (_host.Now - _globalAt));
        }

        _globalAt = _host.Now;
    }

    private void Charge(int vcpu)
    {
        long used = _host.ServiceOf(vcpu) - _booked[vcpu];
        _pass[vcpu] += (long)Math.Round(_stride[vcpu] * used);
        if (_host.Pcpus > 1)
        {
            long ahead = _band + CreditOf(vcpu);
            _pass[vcpu] = Math.Clamp(_pass[vcpu], _global - _band, _global + ahead);
        }
    }
}
