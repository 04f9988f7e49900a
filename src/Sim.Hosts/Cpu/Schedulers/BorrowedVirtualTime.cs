using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Borrowed virtual time: the smallest effective virtual time runs; who is urgent borrows from its own future.</summary>
/// <remarks>
/// <para>
/// K. J. Duda and D. R. Cheriton, "Borrowed-virtual-time (BVT) scheduling", SOSP 1999, and Xen 2's sched_bvt.c. Actual virtual
/// time A advances by time / weight (weights here against the average vCPU, so that A is in ns); effective virtual time E = A - warp
/// while warped. Who wakes has A = max(A, scheduler virtual time) and is warped (claim warp), until it sleeps or has run L; then
/// not again for U. It preempts where its E is not above that of who runs. A slice is what brings E up to the next one's, and the
/// context-switch allowance C on top. So of two who always wait A differs by C / weight at most.
/// </para>
/// <para>
/// Scheduler virtual time is the smallest A of those who wait or, where nobody does, who run. On several pCPUs what one cannot use of
/// a share of more than a pCPU is kept for it, up to the lag limit, as under weighted fair queueing. A wake-up looks at every pCPU.
/// </para>
/// </remarks>
[Plugin("bvt", "The smallest effective virtual time runs; who wakes may be warped ahead.", Source = "Duda and Cheriton, SOSP 1999; Xen 2 sched_bvt.c")]
public sealed class BorrowedVirtualTime(BorrowedVirtualTimeOptions options) : IVcpuScheduler
{
    private const double One = 256; // virtual time of a nanosecond at average weight

    private CpuHost _host = null!;
    private SharedQueue _queue = null!; // key E, value A
    private double[] _rate = []; // by vCPU: virtual time for each ns
    private long[] _actual = []; // by vCPU: A as of _booked
    private long[] _booked = [];
    private long[] _warp = []; // by vCPU: how far it is warped when it is
    private bool[] _warped = [];
    private long[] _warpedFor = []; // by vCPU: time run warped since it woke
    private long[] _unwarpedAt = [];
    private long _virtual;
    private long _band;

    /// <summary>Actual virtual time of a vCPU now, in ns of a vCPU of average weight.</summary>
    public double ActualOf(int vcpu) => Live(vcpu) / One;

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _queue = new SharedQueue(host);
        int vcpus = host.Vcpus;
        (_rate, _actual, _booked, _warp) = (new double[vcpus], new long[vcpus], new long[vcpus], new long[vcpus]);
        (_warped, _warpedFor, _unwarpedAt) = (new bool[vcpus], new long[vcpus], new long[vcpus]);
        double all = 0;
        for (int vcpu = 0; vcpu < vcpus; vcpu++)
        {
            VcpuClaim claim = host.Vms[host.VmOf(vcpu)];
            all += claim.SharesOfVcpu;
            _warp[vcpu] = (long)(One * claim.Warp.Nanoseconds);
            _unwarpedAt[vcpu] = host.Now - options.UnwarpTime.Nanoseconds;
        }

        for (int vcpu = 0; vcpu < vcpus; vcpu++)
        {
            VcpuClaim claim = host.Vms[host.VmOf(vcpu)];
            _rate[vcpu] = One * all / vcpus * claim.Vcpus / claim.Shares;
        }

        _band = (long)(One * options.LagLimit.Nanoseconds);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        MoveVirtual();
        _actual[vcpu] = Math.Max(_actual[vcpu], _virtual);
        if (_warp[vcpu] > 0 && _host.Now - _unwarpedAt[vcpu] >= options.UnwarpTime.Nanoseconds)
        {
            (_warped[vcpu], _warpedFor[vcpu]) = (true, 0);
        }

        _queue.Add(vcpu, Effective(vcpu, _actual[vcpu]), _actual[vcpu]);
        if (IdlePcpus.AskFor(_host, vcpu) < 0)
        {
            AskLatest(vcpu);
        }
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        if (previous >= 0)
        {
            Charge(previous);
            if (reason != PickReason.Blocked)
            {
                _queue.Add(previous, Effective(previous, _actual[previous]), _actual[previous]);
            }
            else if (_warped[previous])
            {
                Unwarp(previous);
            }
        }

        MoveVirtual();
        int vcpu = _queue.FirstFor(pcpu, reason == PickReason.Yielded ? previous : -1);
        if (vcpu < 0)
        {
            return Choice.Idle;
        }

        long effective = _queue.KeyOf(vcpu);
        _queue.Remove(vcpu);
        _queue.OfferIdle();
        _booked[vcpu] = _host.ServiceOf(vcpu);
        return new Choice(vcpu, SliceOf(vcpu, effective, _queue.FirstFor(pcpu)));
    }

    private long SliceOf(int vcpu, long effective, int next)
    {
        long slice = options.LongestSlice.Nanoseconds;
        if (next >= 0)
        {
            double lead = Math.Max(0, _queue.KeyOf(next) - effective) / _rate[vcpu];
            slice = (long)Math.Min(slice, lead + options.Allowance.Nanoseconds);
        }

        return _warped[vcpu] && options.WarpLimit.Nanoseconds > 0
            ? Math.Min(slice, options.WarpLimit.Nanoseconds - _warpedFor[vcpu])
            : slice;
    }

    private long Effective(int vcpu, long actual) => _warped[vcpu] ? actual - _warp[vcpu] : actual;

    private long Live(int vcpu) => _host.StateOf(vcpu) == VcpuState.Running
        ? _actual[vcpu] + (long)Math.Round(_rate[vcpu] * (_host.ServiceOf(vcpu) - _booked[vcpu]))
        : _actual[vcpu];

    private void MoveVirtual()
    {
        long least = _queue.SmallestValue;
        if (_queue.Count == 0)
        {
            for (int pcpu = 0; pcpu < _host.Pcpus; pcpu++)
            {
                least = _host.CurrentOf(pcpu) is >= 0 and int vcpu ? Math.Min(least, Live(vcpu)) : least;
            }
        }

        _virtual = least == long.MaxValue ? _virtual : Math.Max(_virtual, least);
    }

    // The pCPU whose vCPU is the furthest on decides anew: for who has woken, or how long it may go on.
    private void AskLatest(int vcpu)
    {
        int found = -1;
        long latest = long.MinValue;
        for (int pcpu = 0; pcpu < _host.Pcpus; pcpu++)
        {
            if (_host.CurrentOf(pcpu) is >= 0 and int running && _host.Allowed(vcpu, pcpu) && Effective(running, Live(running)) > latest)
            {
                (found, latest) = (pcpu, Effective(running, Live(running)));
            }
        }

        if (found >= 0)
        {
            _host.Ask(found);
        }
    }

    private void Charge(int vcpu)
    {
        long used = _host.ServiceOf(vcpu) - _booked[vcpu];
        _booked[vcpu] += used;
        long actual = _actual[vcpu] + (long)Math.Round(_rate[vcpu] * used);
        if (_host.Pcpus > 1)
        {
            long ahead = _band + (long)(_rate[vcpu] * options.LongestSlice.Nanoseconds);
            actual = Math.Clamp(actual, _virtual - _band, _virtual + ahead);
        }

        _actual[vcpu] = actual;
        if (_warped[vcpu])
        {
            _warpedFor[vcpu] += used;
            if (options.WarpLimit.Nanoseconds > 0 && _warpedFor[vcpu] >= options.WarpLimit.Nanoseconds)
            {
                Unwarp(vcpu);
            }
        }
    }

    private void Unwarp(int vcpu) => (_warped[vcpu], _unwarpedAt[vcpu]) = (false, _host.Now);
}
