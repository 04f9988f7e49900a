using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel;
using Sim.Kernel.Events;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Xen's real-time deferrable server: earliest deadline first over all pCPUs, a budget for each vCPU and period.</summary>
/// <remarks>
/// Rules: models.md A3; checked against xen/common/sched/rt.c. A budget is used up only by running and filled up at each
/// deadline. Without any left, a vCPU waits for its deadline; with extra time it goes on at once with a new budget, behind
/// everybody who has used up fewer. Budgets are filled up in the order of deadlines alone. A VM's limit is not the policy's: it is
/// held by a quota in front of it.
/// </remarks>
[Plugin("rtds", "Xen RTDS: global earliest deadline first with a budget in each period.", Source = "models.md A3; xen/common/sched/rt.c")]
public sealed class Rtds(RtdsOptions options) : IVcpuScheduler
{
    private const int LevelShift = 53; // deadlines are below 2^53 ns: 104 days
    private const int MostLevel = 1023;

    private readonly VcpuQueue _queue = new(); // with budget, by level and deadline, then by arrival
    private CpuHost _host = null!;
    private Vcpu[] _vcpus = [];
    private int[] _current = []; // by pCPU
    private PcpuSet _tickled = new(0);
    private VcpuTree _refills = new(0); // runnable, by deadline
    private int[] _refilled = []; // of the timer at hand
    private EventHandle _timer;
    private long _timerAt = long.MaxValue;

    /// <inheritdoc/>
    /// <exception cref="InputException">A budget is longer than its period.</exception>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _vcpus = new Vcpu[host.Vcpus];
        _refilled = new int[host.Vcpus];
        _current = new int[host.Pcpus];
        Array.Fill(_current, -1);
        _queue.Reset(host.Vcpus);
        (_refills, _tickled) = (new VcpuTree(host.Vcpus), new PcpuSet(host.Pcpus));
        for (int vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            VcpuClaim claim = host.Vms[host.VmOf(vcpu)];
            long period = (claim.Period ?? options.Period).Nanoseconds;
            long budget = (claim.Budget ?? options.Budget).Nanoseconds;
            if (budget <= 0 || budget > period)
            {
                throw new InputException([new InputError("", 0, 0, $"rtds: VM '{claim.Name}': a budget must be above zero and at most the period")]);
            }

            int home = vcpu % host.Pcpus;
            while (!host.Allowed(vcpu, home))
            {
                home = (home + 1) % host.Pcpus;
            }

            _vcpus[vcpu] = new Vcpu
            {
                Period = period,
                Budget = budget,
                Left = budget,
                Deadline = host.Now,
                Extra = claim.ExtraTime ?? options.ExtraTime,
                Home = home,
            };
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        ref Vcpu row = ref _vcpus[vcpu];
        if (_host.Now >= row.Deadline)
        {
            Refill(ref row);
        }

        _refills.Add(vcpu, row.Deadline);
        Queue(vcpu, ref row);
        Arm();
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        _tickled.Remove(pcpu);
        bool runnable = previous >= 0 && reason != PickReason.Blocked;
        if (previous >= 0)
        {
            Burn(ref _vcpus[previous]);
        }

        int next = _queue.First;
        while (next >= 0 && !_host.Allowed(next, pcpu))
        {
            next = _queue.After(next);
        }

        if (runnable && _vcpus[previous].Left > 0 && (next < 0 || KeyOf(previous) < KeyOf(next)))
        {
            next = previous;
        }

        _current[pcpu] = next;
        if (next >= 0)
        {
            _vcpus[next].Since = _host.Now;
            _vcpus[next].Home = pcpu;
            if (next != previous)
            {
                _queue.Remove(next);
            }
        }

        if (runnable && next != previous)
        {
            Queue(previous, ref _vcpus[previous]);
        }
        else if (previous >= 0 && next != previous)
        {
            _refills.Remove(previous);
            Arm();
        }

        return next < 0 ? Choice.Idle : new Choice(next, _vcpus[next].Left);
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        _timerAt = long.MaxValue;
        long now = _host.Now;
        int count = 0;
        for (int vcpu = _refills.First; vcpu >= 0 && _refills.KeyOf(vcpu) <= now; vcpu = _refills.First)
        {
            _refills.Remove(vcpu);
            Refill(ref _vcpus[vcpu]);
            _refills.Add(vcpu, _vcpus[vcpu].Deadline);
            _refilled[count++] = vcpu;
            if (_queue.Has(vcpu))
            {
                _queue.Remove(vcpu);
                Insert(vcpu);
            }
            else if (_vcpus[vcpu].Depleted)
            {
                _host.Release(vcpu);
                Insert(vcpu);
            }
        }

        for (int at = 0; at < count; at++)
        {
            int vcpu = _refilled[at];
            if (_current[_vcpus[vcpu].Home] == vcpu)
            {
                if (_queue.First >= 0 && KeyOf(_queue.First) < KeyOf(vcpu))
                {
                    Tickle(_queue.First);
                }
            }
            else if (_vcpus[vcpu].Depleted)
            {
                _vcpus[vcpu].Depleted = false;
                Tickle(vcpu);
            }
        }

        Arm();
    }

    // The smaller the sooner: whoever has used up fewer budgets, then the earlier deadline.
    private long KeyOf(int vcpu)
    {
        ref Vcpu row = ref _vcpus[vcpu];
        return ((long)Math.Min(row.Level, MostLevel) << LevelShift) | row.Deadline;
    }

    private void Refill(ref Vcpu row)
    {
        row.Deadline += (((_host.Now - row.Deadline) / row.Period) + 1) * row.Period;
        row.Since = _host.Now;
        row.Left = row.Budget;
        row.Level = 0;
    }

    private void Burn(ref Vcpu row)
    {
        row.Left -= _host.Now - row.Since;
        row.Since = _host.Now;
        if (row.Left > 0)
        {
            return;
        }

        row.Left = row.Extra ? row.Budget : 0;
        row.Level += row.Extra && row.Level < MostLevel ? 1 : 0;
    }

    // Xen's line is a list as well; newcomers mostly belong near its end.
    private void Insert(int vcpu)
    {
        long key = KeyOf(vcpu);
        int behind = _queue.Last;
        while (behind >= 0 && KeyOf(behind) > key)
        {
            behind = _queue.Before(behind);
        }

        _queue.Insert(vcpu, behind);
    }

    // In line if it has budget; else held until its deadline.
    private void Queue(int vcpu, ref Vcpu row)
    {
        if (row.Left > 0)
        {
            Insert(vcpu);
            Tickle(vcpu);
        }
        else
        {
            row.Depleted = true;
            _host.Hold(vcpu, VcpuState.Capped);
        }
    }

    // An idle pCPU, its last one first; else the one whose vCPU comes last, if after the newcomer.
    private void Tickle(int vcpu)
    {
        int last = -1;
        int pcpus = _current.Length;
        for (int step = 0; step < pcpus; step++)
        {
            int pcpu = (_vcpus[vcpu].Home + step) % pcpus;
            if (_tickled.Has(pcpu) || !_host.Allowed(vcpu, pcpu))
            {
                continue;
            }

            if (_current[pcpu] < 0)
            {
                last = pcpu;
                break;
            }

            last = last < 0 || KeyOf(_current[pcpu]) > KeyOf(_current[last]) ? pcpu : last;
        }

        if (last >= 0 && (_current[last] < 0 || KeyOf(_current[last]) > KeyOf(vcpu)))
        {
            _tickled.Add(last);
            _host.Ask(last);
        }
    }

    private void Arm()
    {
        long due = _refills.First < 0 ? long.MaxValue : _refills.KeyOf(_refills.First);
        if (due >= _timerAt && _timerAt != long.MaxValue)
        {
            return; // it comes early and finds nothing due, or in time
        }

        if (_timerAt != long.MaxValue)
        {
            _host.CancelTimer(_timer);
        }

        _timerAt = due;
        if (due != long.MaxValue)
        {
            _timer = _host.SetTimer(due, 0, 0);
        }
    }

    private struct Vcpu
    {
        public long Period;
        public long Budget;
        public long Left; // of the budget
        public long Deadline;
        public long Since; // burnt up to here, while it runs
        public int Level; // budgets used up since the last deadline
        public int Home; // where it ran last, or runs
        public bool Extra;
        public bool Depleted; // waits for its deadline
    }
}
