using System;
using Sim.Hosts.Cpu.Schedulers.Linux;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Linux's scheduler since 6.6: of those who are owed time, the one with the earliest virtual deadline runs.</summary>
/// <remarks>
/// <para>
/// I. Stoica and H. Abdel-Wahab, "Earliest eligible virtual deadline first", Old Dominion University TR-95-22, 1995;
/// kernel/sched/fair.c of 6.18; models.md A7. The mean V of a queue's virtual times, by weight, is kept as a sum relative to an
/// origin that follows V, so that no number grows with time. Lag, V less one's own time, outlasts sleep: it is blown up by
/// (W + w) / W on return so that it is the same again once the returner is counted.
/// </para>
/// <para>What both fair schedulers do alike, and what is simplified, is at <see cref="FairScheduler"/>.</para>
/// </remarks>
[Plugin("eevdf", "Linux 6.6 and later: the earliest virtual deadline of those who are owed time.", Source = "Linux kernel/sched/fair.c; Stoica and Abdel-Wahab, TR-95-22, 1995")]
public sealed class Eevdf : FairScheduler
{
    private const int MostScaled = 8;
    private const long MostPlaced = 1L << 58; // of weight x distance from the mean

    private readonly EevdfOptions _options;
    private readonly EevdfFeatures _features;

    /// <summary>With options.</summary>
    public Eevdf(EevdfOptions options)
        : base(Valid(options).Tick.Nanoseconds, options.Bandwidth, options.Balance) =>
        (_options, _features) = (options, options.Features);

    /// <summary>
    /// How far a queued vCPU is behind the mean of its queue (ahead where negative), as ns of service: weight x (V - v). Of one
    /// that sleeps, what it has kept.
    /// </summary>
    public double LagOf(int vcpu)
    {
        ref FairVcpu own = ref Vcpus[vcpu];
        long lag = own.Queued ? Mean(ref Queues[own.Queue]) - own.Time : own.Lag;
        return (double)lag * own.Weight / (1L << FairWeights.UnitBits);
    }

    private protected override long DefaultSlice(int pcpus)
    {
        int cpus = Math.Min(MostScaled, _options.ScaleCpus ?? pcpus);
        return _options.BaseSlice.Nanoseconds * (1 + (int)Math.Log2(cpus));
    }

    private protected override void Place(ref FairQueue queue, ref FairVcpu own, FairJoin why)
    {
        long lag = _features.PlaceLag ? own.Lag : 0;
        long mean = Mean(ref queue);
        if (lag != 0 && queue.Weight > 0)
        {
            long most = MostPlaced / own.Weight;
            lag = Math.Clamp(lag + (lag * own.Weight / queue.Weight), -most, most);
        }
        else
        {
            lag = 0;
        }

        own.Time = mean - lag;
        if (own.Relative)
        {
            own.Deadline += own.Time;
            own.Relative = false;
            return;
        }

        bool half = why == FairJoin.First && _features.PlaceDeadlineInitial;
        own.Deadline = own.Time + (half ? own.VirtualSlice / 2 : own.VirtualSlice);
    }

    private protected override void Part(ref FairQueue queue, ref FairVcpu own, bool sleeps)
    {
        own.Lag = Math.Clamp(Mean(ref queue) - own.Time, -own.MostLag, own.MostLag);
        if (own.Delayed && _features.DelayZero)
        {
            own.Lag = Math.Min(own.Lag, 0);
        }

        if (!sleeps && _features.PlaceRelativeDeadline)
        {
            own.Deadline -= own.Time;
            own.Relative = true;
        }
    }

    private protected override void Counted(ref FairQueue queue, ref FairVcpu own) => queue.Sum += (own.Time - queue.Origin) * own.Weight;

    private protected override void Discounted(ref FairQueue queue, ref FairVcpu own) => queue.Sum -= (own.Time - queue.Origin) * own.Weight;

    private protected override bool Passed(ref FairQueue queue, ref FairVcpu current)
    {
        Mean(ref queue); // lets the origin follow
        bool over = current.Time >= current.Deadline;
        if (over)
        {
            current.Deadline = (queue.Count == 1 && Tick > 0 ? SeenAlone(ref current) : current.Time) + current.VirtualSlice;
            current.Deadline = current.Deadline > current.Time ? current.Deadline : current.Time + current.VirtualSlice;
        }

        return over || current.Time >= current.Protected;
    }

    private protected override bool IsDueAtTick(ref FairQueue queue, ref FairVcpu current) => false; // charging has seen it

    private protected override int Best(ref FairQueue queue, bool keepsProtected)
    {
        if (queue.Count == 1)
        {
            return queue.Current >= 0 ? queue.Current : queue.Tree.First;
        }

        long mean = Mean(ref queue);
        if (keepsProtected && _features.PickBuddy && queue.Next >= 0 && Vcpus[queue.Next].Time <= mean)
        {
            return queue.Next;
        }

        int current = queue.Current >= 0 && Vcpus[queue.Current].Time <= mean ? queue.Current : -1;
        if (current >= 0 && keepsProtected && Vcpus[current].Time < Vcpus[current].Protected)
        {
            return current;
        }

        int best = queue.Tree.SmallestValueUpTo(mean);
        if (best < 0 || (current >= 0 && Vcpus[current].Deadline < Vcpus[best].Deadline))
        {
            best = current;
        }

        return best >= 0 ? best : queue.Tree.First;
    }

    private protected override bool Preempts(int vcpu, ref FairQueue queue)
    {
        if (!_features.WakeupPreemption)
        {
            return false;
        }

        ref FairVcpu current = ref Vcpus[queue.Current];
        bool isShort = _features.PreemptShort && Vcpus[vcpu].Slice < current.Slice;
        if (Best(ref queue, !isShort) == vcpu)
        {
            current.Protected = isShort ? Math.Min(current.Protected, current.Time) : current.Protected;
            return true;
        }

        if (isShort && _features.RunToParity)
        {
            long shortest = current.Time + FairWeights.Virtual(ShortestSlice(current.Queue), current.Weight);
            queue.Retime |= shortest < current.Protected;
            current.Protected = Math.Min(current.Protected, shortest);
        }

        return false;
    }

    private protected override void Chosen(ref FairQueue queue, ref FairVcpu own)
    {
        long slice = Math.Min(own.Slice, _features.RunToParity ? ShortestSlice(own.Queue) : _options.BaseSlice.Nanoseconds);
        own.Protected = slice == own.Slice ? own.Deadline : Math.Min(own.Deadline, own.Time + FairWeights.Virtual(slice, own.Weight));
    }

    private protected override long SpanOf(ref FairQueue queue, ref FairVcpu current)
    {
        bool isProtected = current.Time < current.Protected;
        return !isProtected && Tick > 0 ? 1 : Until(ref current, isProtected ? Math.Min(current.Protected, current.Deadline) : current.Deadline);
    }

    private protected override void Yield(ref FairQueue queue, ref FairVcpu current, int vcpu)
    {
        if (!_features.ForfeitOnYield)
        {
            current.Deadline += current.VirtualSlice;
        }
        else if (current.Time <= Mean(ref queue))
        {
            queue.Sum += (current.Deadline - current.Time) * current.Weight;
            current.Time = current.Deadline;
            current.Deadline += current.VirtualSlice;
        }
    }

    private protected override bool Delays(ref FairQueue queue, ref FairVcpu own) => _features.DelayDequeue && own.Time > Mean(ref queue);

    private protected override bool Replaces(ref FairQueue queue, ref FairVcpu own) => _features.DelayZero && own.Time < Mean(ref queue);

    private static EevdfOptions Valid(EevdfOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options;
    }

    // V, rounded down; the origin becomes it, so that the sum stays below the weight.
    private static long Mean(ref FairQueue queue)
    {
        if (queue.Weight == 0)
        {
            queue.Sum = 0;
            return queue.Origin;
        }

        if (queue.Sum < 0 || queue.Sum >= queue.Weight)
        {
            (long whole, long rest) = Math.DivRem(queue.Sum, queue.Weight);
            if (rest < 0)
            {
                (whole, rest) = (whole - 1, rest + queue.Weight);
            }

            queue.Origin += whole;
            queue.Sum = rest;
        }

        return queue.Origin;
    }

    // While it was alone no tick was played; this is its virtual time at the last one that would have found its slice over.
    private long SeenAlone(ref FairVcpu current)
    {
        long since = ((current.Time - current.Deadline) * current.Weight) >> FairWeights.UnitBits;
        long first = TickFrom(Host.Now - since);
        long cycle = TickFrom(current.Slice);
        long last = first > Host.Now ? Host.Now : first + ((Host.Now - first) / cycle * cycle);
        return current.Time - FairWeights.Virtual(Host.Now - last, current.Weight);
    }
}
