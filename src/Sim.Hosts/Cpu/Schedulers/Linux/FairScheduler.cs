using System;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;

namespace Sim.Hosts.Cpu.Schedulers.Linux;

/// <summary>
/// What Linux's fair schedulers have in common: a run queue for each pCPU, charging in virtual time, the tick, bandwidth
/// control, the pCPU of a wake-up and load balancing. Who runs next is said by the policy that derives from it.
/// </summary>
/// <remarks>
/// Source: kernel/sched/fair.c of 4.x to 6.18; models.md A6, A7. Simplified: no group entities (see
/// <see cref="FairWeights"/>), nobody knows who woke a vCPU, load averages are of runnable time as a whole, and a balancing
/// pCPU judges groups by how many are runnable, not by their utilisation.
/// </remarks>
public abstract partial class FairScheduler : IVcpuScheduler
{
    private const long LongestStep = 1L << 40;

    private readonly FairBandwidthOptions _bandwidthOptions;
    private readonly FairBalanceOptions _balance;
    private FairBandwidth _bandwidth = null!;
    private FairVcpu[] _vcpus = [];
    private FairQueue[] _queues = [];
    private PcpuSet _crowded = new(0); // those whose queue has more than one runnable
    private int[] _sliceCounts = []; // by queue and class of slices
    private long[] _slices = []; // by class, ascending

    private protected FairScheduler(long tick, FairBandwidthOptions bandwidth, FairBalanceOptions balance) =>
        (Tick, _bandwidthOptions, _balance) = (tick, bandwidth, balance);

    /// <inheritdoc/>
    public bool EnforcesLimits => true;

    private protected CpuHost Host { get; private set; } = null!;

    private protected long Tick { get; }

    private protected FairVcpu[] Vcpus => _vcpus;

    private protected FairQueue[] Queues => _queues;

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        Host = host;
        _bandwidth = new FairBandwidth(host, _bandwidthOptions, Unthrottle);
        VcpuTree first = new(host.Vcpus);
        _queues = [.. Enumerable.Range(0, host.Pcpus).Select(pcpu => new FairQueue
        {
            Tree = pcpu == 0 ? first : new VcpuTree(first), Current = -1, Next = -1, Last = -1, Skip = -1, PushTo = -1,
        })];
        long slice = DefaultSlice(host.Pcpus);
        _slices = [.. host.Vms.Select(vm => vm.Slice?.Nanoseconds ?? slice).Distinct().Order()];
        _sliceCounts = new int[host.Pcpus * _slices.Length];
        _crowded = new PcpuSet(host.Pcpus);
        _vcpus = [.. Enumerable.Range(0, host.Vcpus).Select(vcpu => NewVcpu(host.VmOf(vcpu), slice))];
        StartBalance();
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        ref FairVcpu own = ref _vcpus[vcpu];
        if (own.Queued)
        {
            Rejoin(vcpu, ref own);
            return;
        }

        FairJoin why = own.Started ? FairJoin.Woken : FairJoin.First;
        int pcpu = SelectPcpu(vcpu, ref own);
        ChangeQueue(ref own, pcpu);
        if (_bandwidth.IsThrottled(own.Vm, pcpu))
        {
            (own.Held, own.WokeHeld) = (true, own.Started);
            Host.Hold(vcpu, VcpuState.Capped);
            return;
        }

        SetRunnable(ref own, ref _queues[pcpu], true);
        Join(vcpu, ref own, pcpu, why);
        Announce(vcpu, pcpu);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        ref FairQueue queue = ref _queues[pcpu];
        Charge(pcpu, ref queue);
        bool again = previous < 0 || queue.Resched;
        (queue.Resched, queue.Retime) = (false, false);
        switch (reason)
        {
            case PickReason.Blocked when queue.Current >= 0:
                Block(ref queue);
                again = true;
                break;
            case PickReason.Yielded when queue.Current >= 0:
                if (queue.Count > 1)
                {
                    Yield(ref queue, ref _vcpus[queue.Current], queue.Current);
                }

                again = true;
                break;
            case PickReason.SliceEnd when queue.Count > 1:
                again |= IsDueAtTick(ref queue, ref _vcpus[queue.Current]);
                break;
        }

        again |= Push(ref queue);
        if (again)
        {
            Switch(pcpu, ref queue, Next(pcpu, ref queue));
        }

        return queue.Current < 0 ? Choice.Idle : new Choice(queue.Current, TurnOf(pcpu, ref queue));
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        switch (kind)
        {
            case FairBandwidth.PeriodTimer:
                _bandwidth.Refill(argument);
                break;
            case FairBandwidth.SlackTimer:
                _bandwidth.Slack(argument);
                break;
            default:
                BalanceDue();
                break;
        }
    }

    /// <inheritdoc/>
    public void YieldTo(int vcpu, int target)
    {
        ref FairVcpu wanted = ref _vcpus[target];
        if (!wanted.Queued || wanted.Delayed || _queues[wanted.Queue].Current == target)
        {
            return;
        }

        ref FairQueue queue = ref _queues[wanted.Queue];
        queue.Next = target;
        if (wanted.Queue != _vcpus[vcpu].Queue)
        {
            queue.Resched = true;
            Host.Ask(wanted.Queue);
        }
    }

    /// <summary>The slice of vCPUs that have none of their own, in ns, on so many pCPUs.</summary>
    private protected abstract long DefaultSlice(int pcpus);

    /// <summary>Gives a vCPU that is about to be queued its virtual time (and deadline).</summary>
    private protected abstract void Place(ref FairQueue queue, ref FairVcpu own, FairJoin why);

    /// <summary>Notes what shall outlast a vCPU's absence; it is still counted.</summary>
    private protected abstract void Part(ref FairQueue queue, ref FairVcpu own, bool sleeps);

    /// <summary>Its virtual time has passed; whether a new choice is due if others wait.</summary>
    private protected abstract bool Passed(ref FairQueue queue, ref FairVcpu current);

    /// <summary>A tick has come while others wait; whether a new choice is due.</summary>
    private protected abstract bool IsDueAtTick(ref FairQueue queue, ref FairVcpu current);

    /// <summary>Who of a queue that is not empty shall run; may be who runs already.</summary>
    private protected abstract int Best(ref FairQueue queue, bool keepsProtected);

    /// <summary>Whether one that has just become runnable takes the pCPU from who runs.</summary>
    private protected abstract bool Preempts(int vcpu, ref FairQueue queue);

    /// <summary>A vCPU has been given the pCPU.</summary>
    private protected abstract void Chosen(ref FairQueue queue, ref FairVcpu own);

    /// <summary>In how many ns, at the earliest, a tick may find a new choice due while others wait.</summary>
    private protected abstract long SpanOf(ref FairQueue queue, ref FairVcpu current);

    /// <summary>Who runs gives way to others that wait.</summary>
    private protected abstract void Yield(ref FairQueue queue, ref FairVcpu current, int vcpu);

    /// <summary>Whether one that blocks stays queued for a while.</summary>
    private protected virtual bool Delays(ref FairQueue queue, ref FairVcpu own) => false;

    /// <summary>One that blocked but was still queued has woken; whether it must be placed anew.</summary>
    private protected virtual bool Replaces(ref FairQueue queue, ref FairVcpu own) => false;

    /// <summary>The queue counts one more.</summary>
    private protected virtual void Counted(ref FairQueue queue, ref FairVcpu own)
    {
    }

    /// <summary>The queue counts one less.</summary>
    private protected virtual void Discounted(ref FairQueue queue, ref FairVcpu own)
    {
    }

    /// <summary>It wakes or is moved to another queue than it was at.</summary>
    private protected virtual void Moving(ref FairQueue from, ref FairQueue to, ref FairVcpu own)
    {
    }

    /// <summary>The shortest slice of all who are queued.</summary>
    private protected long ShortestSlice(int pcpu)
    {
        int first = pcpu * _slices.Length;
        int at = 0;
        while (at < _slices.Length - 1 && _sliceCounts[first + at] == 0)
        {
            at++;
        }

        return _slices[at];
    }

    /// <summary>In how many ns who runs reaches a virtual time; at least 1.</summary>
    private protected static long Until(ref FairVcpu current, long time)
    {
        long parts = ((time - current.Time) * current.Weight) - current.Rest;
        return Math.Max(1, (parts + (1L << FairWeights.UnitBits) - 1) >> FairWeights.UnitBits);
    }

    /// <summary>The first tick at or after a time.</summary>
    private protected long TickFrom(long time) => Tick == 0 ? time : (time + Tick - 1) / Tick * Tick;

    private protected void AddToTree(int vcpu, ref FairQueue queue) => queue.Tree.Add(vcpu, _vcpus[vcpu].Time, _vcpus[vcpu].Deadline);

    private FairVcpu NewVcpu(int vm, long slice)
    {
        long weight = FairWeights.OfVcpu(Host.Vms[vm]);
        long own = Host.Vms[vm].Slice?.Nanoseconds ?? slice;
        return new FairVcpu
        {
            Vm = vm,
            Weight = weight,
            Slice = own,
            VirtualSlice = FairWeights.Virtual(own, weight),
            MostLag = FairWeights.Virtual(Math.Max(2 * own, Tick), weight),
            SliceClass = Array.IndexOf(_slices, own),
            Queue = -1,
            RanUntil = long.MinValue / 2,
        };
    }

    // Books what the queue's current vCPU has run.
    private void Charge(int pcpu, ref FairQueue queue)
    {
        long span = Host.Now - queue.Since;
        queue.Since = Host.Now;
        if (span == 0 || queue.Current < 0)
        {
            return;
        }

        ref FairVcpu own = ref _vcpus[queue.Current];
        if (_bandwidth.Limits(own.Vm) && !_bandwidth.Charge(own.Vm, pcpu, span))
        {
            queue.Resched = true;
        }

        for (; span > LongestStep; span -= LongestStep)
        {
            Advance(ref queue, ref own, LongestStep);
        }

        if (Advance(ref queue, ref own, span) && queue.Count > 1)
        {
            queue.Resched = true;
        }
    }

    private bool Advance(ref FairQueue queue, ref FairVcpu own, long span)
    {
        (long passed, own.Rest) = Math.DivRem((span << FairWeights.UnitBits) + own.Rest, own.Weight);
        own.Time += passed;
        queue.Sum += passed * own.Weight;
        return Passed(ref queue, ref own);
    }

    private void Join(int vcpu, ref FairVcpu own, int pcpu, FairJoin why)
    {
        ref FairQueue queue = ref _queues[pcpu];
        Charge(pcpu, ref queue);
        Place(ref queue, ref own, why);
        own.Started = true;
        own.Queued = true;
        queue.Count++;
        CountRunnable(pcpu, ref queue, 1);
        queue.Weight += own.Weight;
        _sliceCounts[(pcpu * _slices.Length) + own.SliceClass]++;
        _bandwidth.Joined(own.Vm, pcpu);
        Counted(ref queue, ref own);
        AddToTree(vcpu, ref queue);
    }

    // It is in no tree any more.
    private void Leave(int vcpu, ref FairVcpu own, ref FairQueue queue, bool sleeps)
    {
        Part(ref queue, ref own, sleeps);
        Discounted(ref queue, ref own);
        own.Queued = false;
        queue.Count--;
        CountRunnable(own.Queue, ref queue, own.Delayed ? 0 : -1);
        own.Delayed = false;
        queue.Weight -= own.Weight;
        _sliceCounts[(own.Queue * _slices.Length) + own.SliceClass]--;
        _bandwidth.Departed(own.Vm, own.Queue);
        Forget(vcpu, ref queue);
    }

    private void CountRunnable(int pcpu, ref FairQueue queue, int change)
    {
        queue.Runnable += change;
        if (queue.Runnable > 1)
        {
            _crowded.Add(pcpu);
        }
        else
        {
            _crowded.Remove(pcpu);
        }
    }

    private protected static void Forget(int vcpu, ref FairQueue queue)
    {
        queue.Next = queue.Next == vcpu ? -1 : queue.Next;
        queue.Last = queue.Last == vcpu ? -1 : queue.Last;
        queue.Skip = queue.Skip == vcpu ? -1 : queue.Skip;
    }

    private void Block(ref FairQueue queue)
    {
        int vcpu = queue.Current;
        ref FairVcpu own = ref _vcpus[vcpu];
        queue.Current = -1;
        own.RanUntil = Host.Now;
        SetRunnable(ref own, ref queue, false);
        Forget(vcpu, ref queue);
        if (queue.Count > 1 && Delays(ref queue, ref own))
        {
            own.Delayed = true;
            CountRunnable(own.Queue, ref queue, -1);
            AddToTree(vcpu, ref queue);
        }
        else
        {
            Leave(vcpu, ref own, ref queue, true);
        }
    }

    // It has woken before it was dequeued: it stays where it is.
    private void Rejoin(int vcpu, ref FairVcpu own)
    {
        int pcpu = own.Queue;
        ref FairQueue queue = ref _queues[pcpu];
        Charge(pcpu, ref queue);
        SetRunnable(ref own, ref queue, true);
        if (Replaces(ref queue, ref own))
        {
            queue.Tree.Remove(vcpu);
            Leave(vcpu, ref own, ref queue, true);
            own.Lag = 0;
            Join(vcpu, ref own, pcpu, FairJoin.Woken);
        }
        else
        {
            own.Delayed = false;
            CountRunnable(pcpu, ref queue, 1);
        }

        Announce(vcpu, pcpu);
    }

    // Sees to it that the pCPU decides again where the new one makes a difference to it.
    private void Announce(int vcpu, int pcpu)
    {
        ref FairQueue queue = ref _queues[pcpu];
        if (queue.Current < 0)
        {
            queue.Resched = true;
        }
        else
        {
            queue.Resched |= !queue.Resched && Preempts(vcpu, ref queue);
            queue.Retime |= queue.Count == 2;
        }

        if (queue.Count > 1)
        {
            WantBalance();
        }

        if (queue.Resched || queue.Retime)
        {
            Host.Ask(pcpu);
        }
    }

    private int Next(int pcpu, ref FairQueue queue)
    {
        for (; ; )
        {
            if (queue.Count == 0 && !Pull(pcpu))
            {
                return -1;
            }

            int best = Best(ref queue, true);
            ref FairVcpu own = ref _vcpus[best];
            if (own.Delayed)
            {
                queue.Tree.Remove(best);
                Leave(best, ref own, ref queue, true);
            }
            else if (_bandwidth.Limits(own.Vm) && !_bandwidth.MayRun(own.Vm, pcpu))
            {
                Throttle(best, ref own, ref queue);
            }
            else
            {
                return best;
            }
        }
    }

    private void Switch(int pcpu, ref FairQueue queue, int next)
    {
        if (next == queue.Current)
        {
            return;
        }

        if (queue.Current >= 0)
        {
            _vcpus[queue.Current].RanUntil = Host.Now;
            AddToTree(queue.Current, ref queue);
        }

        queue.Current = next;
        (queue.Since, queue.Chosen) = (Host.Now, Host.Now);
        if (next >= 0)
        {
            queue.Tree.Remove(next);
            Forget(next, ref queue);
            Chosen(ref queue, ref _vcpus[next]);
        }
        else
        {
            WentIdle(pcpu);
        }
    }

    private long TurnOf(int pcpu, ref FairQueue queue)
    {
        ref FairVcpu own = ref _vcpus[queue.Current];
        long turn = queue.Count > 1 ? SpanOf(ref queue, ref own) : Choice.Forever;
        if (_bandwidth.Limits(own.Vm))
        {
            turn = Math.Min(turn, Math.Max(1, _bandwidth.Left(own.Vm, pcpu)));
        }

        return turn == Choice.Forever ? turn : TickFrom(Host.Now + turn) - Host.Now;
    }

    private void Throttle(int vcpu, ref FairVcpu own, ref FairQueue queue)
    {
        if (queue.Current == vcpu)
        {
            queue.Current = -1;
            own.RanUntil = Host.Now;
        }
        else
        {
            queue.Tree.Remove(vcpu);
        }

        SetRunnable(ref own, ref queue, false);
        Leave(vcpu, ref own, ref queue, false);
        own.Held = true;
        Host.Hold(vcpu, VcpuState.Capped);
    }

    // The refill takes nobody's pCPU at once: a queue that runs somebody sees the newcomers at its next tick.
    private void Unthrottle(int vm, int pcpu)
    {
        int first = Host.FirstVcpu(vm);
        for (int vcpu = first; vcpu < first + Host.Vms[vm].Vcpus; vcpu++)
        {
            ref FairVcpu own = ref _vcpus[vcpu];
            if (own.Held && own.Queue == pcpu)
            {
                own.Held = false;
                Host.Release(vcpu);
                SetRunnable(ref own, ref _queues[pcpu], true);
                FairJoin why = !own.Started ? FairJoin.First : own.WokeHeld ? FairJoin.Woken : FairJoin.Moved;
                own.WokeHeld = false;
                Join(vcpu, ref own, pcpu, why);
                _queues[pcpu].Retime |= _queues[pcpu].Count == 2;
                _queues[pcpu].Resched |= _queues[pcpu].Current < 0;
                WantBalance();
            }
        }

        if (_queues[pcpu].Resched || _queues[pcpu].Retime)
        {
            Host.Ask(pcpu);
        }
    }
}
