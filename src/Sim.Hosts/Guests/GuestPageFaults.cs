using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Random;

namespace Sim.Hosts.Guests;

/// <summary>When the vCPUs of a host next wait for a page, in work still to do; distances are exponential.</summary>
internal sealed class GuestPageFaults
{
    private readonly int[] _vm; // by vCPU
    private readonly RandomStream[] _draw; // by vCPU
    private readonly long[] _left; // by vCPU: work until it lacks a page, ns; the maximum: never
    private readonly PageFaultRate[] _rates; // by VM

    public GuestPageFaults(IReadOnlyList<GuestSystem> guests)
    {
        _vm = [.. guests.SelectMany((guest, vm) => Enumerable.Repeat(vm, guest.Vcpus))];
        _draw = [.. guests.SelectMany(guest => Enumerable.Range(0, guest.Vcpus).Select(vcpu => guest.Stream("page-faults", vcpu)))];
        _left = new long[_vm.Length];
        _rates = new PageFaultRate[guests.Count];
        Array.Fill(_left, long.MaxValue);
        Array.Fill(_rates, PageFaultRate.None);
    }

    /// <summary>Work until the vCPU lacks a page, in ns; 0: it does, <see cref="long.MaxValue"/>: never.</summary>
    public long Left(int vcpu) => _left[vcpu];

    /// <summary>From now on a VM has other faults; distances are drawn anew, which changes nothing, as they have no memory.</summary>
    public void Set(int vm, PageFaultRate rate, int firstVcpu, int vcpus)
    {
        if (rate == _rates[vm])
        {
            return;
        }

        _rates[vm] = rate;
        for (int vcpu = firstVcpu; vcpu < firstVcpu + vcpus; vcpu++)
        {
            _left[vcpu] = _left[vcpu] == 0 ? 0 : Distance(vcpu);
        }
    }

    /// <summary>Work done in a span of time: the rest of it goes into faults that need no wait.</summary>
    public long WorkIn(int vcpu, long span, int rate) => (long)((span * rate >> 16) / (1 + _rates[_vm[vcpu]].Tax));

    /// <summary>Time that work takes, in ns on a pCPU.</summary>
    public long TimeFor(int vcpu, long work, int rate) => (long)Math.Ceiling(((double)work * 65536 / rate) * (1 + _rates[_vm[vcpu]].Tax));

    /// <summary>Work was done.</summary>
    public void Work(int vcpu, long done) => _left[vcpu] -= _left[vcpu] == long.MaxValue ? 0 : Math.Min(done, _left[vcpu]);

    /// <summary>The page that is lacking is fetched.</summary>
    /// <returns>How long that takes, in ns; 0 where none is lacking.</returns>
    public long Take(int vcpu)
    {
        if (_left[vcpu] > 0)
        {
            return 0;
        }

        _left[vcpu] = Distance(vcpu);
        return Math.Max(1, _rates[_vm[vcpu]].Wait);
    }

    private long Distance(int vcpu)
    {
        double mean = _rates[_vm[vcpu]].WorkBetween;
        return double.IsPositiveInfinity(mean) ? long.MaxValue : 1 + (long)Math.Min(1e18, _draw[vcpu].NextExponential(mean));
    }
}
