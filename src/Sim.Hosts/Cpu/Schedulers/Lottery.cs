using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;
using Sim.Kernel.Random;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Lottery scheduling: each quantum goes to the holder of a ticket drawn from all that wait.</summary>
/// <remarks>
/// <para>
/// C. A. Waldspurger and W. E. Weihl, "Lottery scheduling: flexible proportional-share resource management", OSDI 1994. Wins in
/// n draws have mean n p and variance n p (1 - p). A vCPU that used a fraction f of its quantum holds 1 / f times its tickets
/// until it wins again (section 4.5). A draw costs O(log n), and as much again for each one drawn that affinity keeps off the pCPU.
/// </para>
/// <para>
/// On several pCPUs each draws for itself among those who wait. Those who run cannot win, so shares near or above a pCPU are
/// not reached: proportional on one pCPU only, and nearly so where shares are small.
/// </para>
/// </remarks>
[Plugin("lottery", "Each quantum goes to the owner of a ticket drawn at random.", Source = "Waldspurger and Weihl, OSDI 1994")]
public sealed class Lottery(LotteryOptions options) : IVcpuScheduler
{
    private const double TicketUnit = 1024; // so that fractions of a ticket count
    private const long ShortestUse = 1000; // ns: bounds compensation

    private CpuHost _host = null!;
    private RandomStream _draws = null!;
    private TicketTree _waiting = null!;
    private long[] _tickets = []; // by vCPU
    private long[] _worth = []; // by vCPU: tickets with compensation
    private long[] _booked = [];
    private int[] _refused = []; // drawn, but not for this pCPU

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _draws = host.Streams["lottery"];
        _waiting = new TicketTree(host.Vcpus);
        (_tickets, _worth, _booked, _refused) = (new long[host.Vcpus], new long[host.Vcpus], new long[host.Vcpus], new int[host.Vcpus]);
        for (int vcpu = 0; vcpu < host.Vcpus; vcpu++)
        {
            VcpuClaim claim = host.Vms[host.VmOf(vcpu)];
            _tickets[vcpu] = Math.Max(1, (long)Math.Round(claim.SharesOfVcpu * TicketUnit));
            _worth[vcpu] = _tickets[vcpu];
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        _waiting.Set(vcpu, _worth[vcpu]);
        IdlePcpus.AskFor(_host, vcpu);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0)
        {
            Compensate(previous);
        }

        bool goesOn = previous >= 0 && reason != PickReason.Blocked;
        if (goesOn && reason != PickReason.Yielded)
        {
            _waiting.Set(previous, _worth[previous]);
        }

        int vcpu = Draw(pcpu);
        if (goesOn && reason == PickReason.Yielded)
        {
            if (vcpu >= 0)
            {
                _waiting.Set(previous, _worth[previous]);
            }
            else
            {
                vcpu = previous;
            }
        }

        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        _worth[vcpu] = _tickets[vcpu];
        _booked[vcpu] = _host.ServiceOf(vcpu);
        OfferIdle();
        return Choice.Run(vcpu, options.Quantum);
    }

    private void Compensate(int vcpu)
    {
        long quantum = options.Quantum.Nanoseconds;
        long used = Math.Max(ShortestUse, _host.ServiceOf(vcpu) - _booked[vcpu]);
        if (options.Compensation && used < quantum)
        {
            _worth[vcpu] = Math.Max(1, (long)((double)_tickets[vcpu] * quantum / used));
        }
    }

    // The winner leaves those who wait. Drawing again without those who may not run here is drawing among those who may.
    private int Draw(int pcpu)
    {
        int winner = -1;
        int refused = 0;
        while (winner < 0 && _waiting.Total > 0)
        {
            int drawn = _waiting.OwnerOf(_draws.NextInt(_waiting.Total));
            _waiting.Set(drawn, 0);
            if (_host.Allowed(drawn, pcpu))
            {
                winner = drawn;
            }
            else
            {
                _refused[refused++] = drawn;
            }
        }

        for (int i = 0; i < refused; i++)
        {
            _waiting.Set(_refused[i], _worth[_refused[i]]);
        }

        return winner;
    }

    // Whoever still waits though an idle pCPU may run it: only where affinity has kept it off the pCPUs asked so far.
    private void OfferIdle()
    {
        if (_host.IdleCount == 0 || _waiting.Total == 0)
        {
            return;
        }

        for (int vcpu = 0; vcpu < _tickets.Length; vcpu++)
        {
            if (_waiting.Of(vcpu) > 0 && IdlePcpus.AskFor(_host, vcpu) >= 0)
            {
                return;
            }
        }
    }
}
