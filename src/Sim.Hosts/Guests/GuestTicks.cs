using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Hosts.Guests;

/// <summary>The timer ticks of all vCPUs of a host: when the next is due, and what is left to do of the present one.</summary>
/// <remarks>
/// Ticks lie on a grid of their own for each VM. A vCPU that runs has its tick at the grid's instant. One that waits for a
/// pCPU, or has halted for a paravirtual lock with interrupts off, has one tick when it goes on, however many it missed. An
/// idle vCPU has none where the guest is tickless, else each wakes it.
/// </remarks>
internal sealed class GuestTicks
{
    private readonly long[] _period; // by vCPU, ns; 0: it has no ticks
    private readonly long[] _cost;
    private readonly bool[] _tickless;
    private readonly long[] _end; // no tick from then on
    private readonly long[] _next;
    private readonly long[] _left;
    private readonly bool[] _idle;
    private readonly bool[] _timed; // an event will wake it for the next tick

    private GuestTicks(IReadOnlyList<GuestSystem> guests)
    {
        GuestSystem[] byVcpu = [.. guests.SelectMany(guest => Enumerable.Repeat(guest, guest.Vcpus))];
        _period = [.. byVcpu.Select(Period)];
        _cost = [.. byVcpu.Select(guest => guest.Options.TickCost.Nanoseconds)];
        _tickless = [.. byVcpu.Select(guest => guest.Options.Tickless)];
        _end = [.. byVcpu.Select(guest => guest.End.Nanoseconds)];
        _next = [.. byVcpu.Select(guest => Period(guest) == 0 ? long.MaxValue : guest.Start.Nanoseconds + (guest.TickPhase.Nanoseconds % Period(guest)))];
        _left = new long[byVcpu.Length];
        _idle = new bool[byVcpu.Length];
        _timed = new bool[byVcpu.Length];
        Array.Fill(_idle, true);
    }

    /// <summary>The ticks of these guests; null where none has any.</summary>
    public static GuestTicks? Of(IReadOnlyList<GuestSystem> guests) => guests.Any(guest => Period(guest) > 0) ? new GuestTicks(guests) : null;

    /// <summary>Work left to do of the present tick, in ns at nominal speed.</summary>
    public long Left(int vcpu) => _left[vcpu];

    /// <summary>When the next tick is due; <see cref="long.MaxValue"/>: never.</summary>
    public long Next(int vcpu) => _next[vcpu];

    /// <summary>A vCPU that is on a pCPU looks at its clock.</summary>
    /// <returns>Whether it has a tick to work on.</returns>
    public bool Look(int vcpu, long now)
    {
        if (now >= _next[vcpu])
        {
            Tick(vcpu, now, due: !(_idle[vcpu] && _tickless[vcpu]));
        }

        _idle[vcpu] = false;
        return _left[vcpu] > 0;
    }

    /// <summary>Works on the present tick.</summary>
    public void Work(int vcpu, long done) => _left[vcpu] -= Math.Min(done, _left[vcpu]);

    /// <summary>A vCPU has nothing to run.</summary>
    /// <returns>When it must be woken for its next tick; -1: not at all, or that is settled already.</returns>
    public long Rest(int vcpu)
    {
        _idle[vcpu] = true;
        if (_tickless[vcpu] || _timed[vcpu] || _next[vcpu] == long.MaxValue)
        {
            return -1;
        }

        _timed[vcpu] = true;
        return _next[vcpu];
    }

    /// <summary>The time that <see cref="Rest"/> told has come.</summary>
    /// <returns>Whether the vCPU was idle still, and has a tick to be woken for.</returns>
    public bool Ring(int vcpu, long now)
    {
        _timed[vcpu] = false;
        if (!_idle[vcpu] || now < _next[vcpu])
        {
            return false;
        }

        Tick(vcpu, now, due: true);
        return _left[vcpu] > 0;
    }

    private static long Period(GuestSystem guest) => guest.Options.TickHz == 0 ? 0 : 1_000_000_000L / guest.Options.TickHz;

    private void Tick(int vcpu, long now, bool due)
    {
        if (due && _left[vcpu] == 0 && _next[vcpu] < _end[vcpu])
        {
            _left[vcpu] = _cost[vcpu];
        }

        long next = _next[vcpu] + ((((now - _next[vcpu]) / _period[vcpu]) + 1) * _period[vcpu]);
        _next[vcpu] = next < _end[vcpu] ? next : long.MaxValue;
    }
}
