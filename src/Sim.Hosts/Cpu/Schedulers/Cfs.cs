using System;
using Sim.Hosts.Cpu.Schedulers.Linux;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Linux's Completely Fair Scheduler, 2.6.23 to 6.5: who has had the least virtual time runs.</summary>
/// <remarks>
/// kernel/sched/fair.c of 5.x; models.md A6. Turns end at ticks: after the vCPU's part of the latency, or when it leads the
/// least by that much. Who wakes is placed at most half a latency before min_vruntime and takes the pCPU if it is ahead by
/// more than the wake-up granularity. What both fair schedulers do alike, and what is simplified, is at
/// <see cref="FairScheduler"/>.
/// </remarks>
[Plugin("cfs", "Linux 2.6.23 to 6.5: who has had the least virtual time runs.", Source = "Linux kernel/sched/fair.c; models.md A6")]
public sealed class Cfs : FairScheduler
{
    private const int MostScaled = 8;
    private const int CrowdFrom = 8; // sched_nr_latency

    private readonly CfsOptions _options;
    private readonly CfsFeatures _features;
    private long _latency;
    private long _minGranularity;
    private long _wakeupGranularity;

    /// <summary>With options.</summary>
    public Cfs(CfsOptions options)
        : base(Valid(options).Tick.Nanoseconds, options.Bandwidth, options.Balance) =>
        (_options, _features) = (options, options.Features);

    private protected override long DefaultSlice(int pcpus)
    {
        int factor = 1 + (int)Math.Log2(Math.Min(MostScaled, _options.ScaleCpus ?? pcpus));
        _latency = _options.Latency.Nanoseconds * factor;
        _minGranularity = _options.MinGranularity.Nanoseconds * factor;
        _wakeupGranularity = _options.WakeupGranularity.Nanoseconds * factor;
        return _latency;
    }

    private protected override void Place(ref FairQueue queue, ref FairVcpu own, FairJoin why)
    {
        switch (why)
        {
            case FairJoin.First:
                long debit = _features.StartDebit ? FairWeights.Virtual(Period(queue.Count + 1), queue.Weight + own.Weight) : 0;
                own.Time = queue.MinTime + debit;
                break;
            case FairJoin.Woken:
                long credit = _features.GentleFairSleepers ? _latency / 2 : _latency;
                own.Time = Math.Max(own.Time, queue.MinTime - (_features.FairSleepers ? credit : 0));
                break;
            default:
                own.Time += queue.MinTime;
                own.Relative = false;
                break;
        }
    }

    private protected override void Part(ref FairQueue queue, ref FairVcpu own, bool sleeps)
    {
        if (!sleeps)
        {
            own.Time -= queue.MinTime;
            own.Relative = true;
        }
    }

    private protected override void Moving(ref FairQueue from, ref FairQueue to, ref FairVcpu own) =>
        own.Time += own.Relative ? 0 : to.MinTime - from.MinTime;

    private protected override void Discounted(ref FairQueue queue, ref FairVcpu own) => Follow(ref queue);

    private protected override bool Passed(ref FairQueue queue, ref FairVcpu current)
    {
        queue.Sum = 0;
        Follow(ref queue);
        return false;
    }

    private protected override bool IsDueAtTick(ref FairQueue queue, ref FairVcpu current)
    {
        long ran = Host.Now - queue.Chosen;
        long ideal = TurnFor(ref queue, ref current);
        if (ran > ideal)
        {
            Forget(queue.Current, ref queue);
            return true;
        }

        return ran >= _minGranularity && current.Time - queue.Tree.KeyOf(queue.Tree.First) > ideal;
    }

    private protected override int Best(ref FairQueue queue, bool keepsProtected)
    {
        int first = queue.Tree.First;
        int current = queue.Current;
        bool currentLeads = current >= 0 && (first < 0 || Vcpus[current].Time < Vcpus[first].Time);
        int left = currentLeads ? current : first;
        int best = queue.Skip == left ? Second(ref queue, left) : left;
        if (queue.Next >= 0 && IsNear(queue.Next, left))
        {
            best = queue.Next;
        }
        else if (queue.Last >= 0 && IsNear(queue.Last, left))
        {
            best = queue.Last;
        }

        Forget(best, ref queue);
        return best;
    }

    private protected override bool Preempts(int vcpu, ref FairQueue queue)
    {
        bool crowded = queue.Count >= CrowdFrom;
        if (_features.NextBuddy && crowded)
        {
            queue.Next = vcpu;
        }

        ref FairVcpu own = ref Vcpus[vcpu];
        if (_features.WakeupPreemption && Leads(ref own, ref Vcpus[queue.Current]))
        {
            queue.Last = _features.LastBuddy && crowded ? queue.Current : queue.Last;
            return true;
        }

        queue.Retime |= queue.Tree.First == vcpu;
        return false;
    }

    private protected override void Chosen(ref FairQueue queue, ref FairVcpu own)
    {
    }

    private protected override long SpanOf(ref FairQueue queue, ref FairVcpu current)
    {
        long ran = Host.Now - queue.Chosen;
        long ideal = TurnFor(ref queue, ref current);
        if (ran > ideal)
        {
            return Tick > 0 ? 1 : _minGranularity;
        }

        long byLead = Until(ref current, queue.Tree.KeyOf(queue.Tree.First) + ideal + 1);
        return Math.Max(1, Math.Min(ideal - ran + 1, Math.Max(_minGranularity - ran, byLead)));
    }

    private protected override void Yield(ref FairQueue queue, ref FairVcpu current, int vcpu) => queue.Skip = vcpu;

    private static CfsOptions Valid(CfsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options;
    }

    // Who comes after the first, which shall be skipped; the first itself where nobody is near enough.
    private int Second(ref FairQueue queue, int left)
    {
        int current = queue.Current;
        int second = left == current ? queue.Tree.First : queue.Tree.After(left);
        bool currentIsNext = current >= 0 && current != left && (second < 0 || Vcpus[current].Time < Vcpus[second].Time);
        second = currentIsNext ? current : second;
        return second >= 0 && IsNear(second, left) ? second : left;
    }

    // min_vruntime: the least of all who are there, but never back.
    private void Follow(ref FairQueue queue)
    {
        int first = queue.Tree.First;
        if (queue.Current < 0 && first < 0)
        {
            return;
        }

        long least = first < 0 ? long.MaxValue : Vcpus[first].Time;
        least = queue.Current < 0 ? least : Math.Min(least, Vcpus[queue.Current].Time);
        queue.MinTime = Math.Max(queue.MinTime, least);
    }

    private long Period(int count) => count > CrowdFrom ? count * _minGranularity : _latency;

    private long TurnFor(ref FairQueue queue, ref FairVcpu own) => Period(queue.Count) * own.Weight / queue.Weight;

    // wakeup_preempt_entity > 0: it is ahead by more than the granularity, in its own virtual time.
    private bool Leads(ref FairVcpu own, ref FairVcpu other) =>
        other.Time - own.Time > FairWeights.Virtual(_wakeupGranularity, own.Weight);

    private bool IsNear(int vcpu, int left) => !Leads(ref Vcpus[left], ref Vcpus[vcpu]);
}
