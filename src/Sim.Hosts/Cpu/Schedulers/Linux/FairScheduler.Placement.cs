using System;

namespace Sim.Hosts.Cpu.Schedulers.Linux;

/// <content>The pCPU of a wake-up, moves between run queues, and load averages.</content>
public abstract partial class FairScheduler
{
    private double _decay; // per ns
    private bool _tracksLoad;

    private bool IsFree(int pcpu) => _queues[pcpu].Count == 0 && Host.IsIdle(pcpu);

    // select_task_rq_fair: at first the emptiest pCPU; later the one it was at if that is idle, else an idle core, else an
    // idle pCPU that shares its cache, else where it was.
    private int SelectPcpu(int vcpu, ref FairVcpu own)
    {
        int home = own.Queue;
        if (home < 0)
        {
            return SelectFirst(vcpu);
        }

        if (Host.IdleCount == 0 || IsFree(home))
        {
            return home;
        }

        // From the next pCPU on to the end of the node, then from the node's beginning.
        int perNode = Host.Pcpus / Host.Topology.Nodes;
        int first = Host.Topology.NodeOf[home] * perNode;
        int after = FindIdle(vcpu, home + 1, first + perNode);
        if (after >= 0 && Host.IsCoreIdle(after))
        {
            return after;
        }

        int before = FindIdle(vcpu, first, home);
        if (before >= 0 && (after < 0 || Host.IsCoreIdle(before)))
        {
            return before;
        }

        return after < 0 ? home : after;
    }

    // The first idle pCPU on an idle core that the vCPU may use, else the first idle one; -1: none.
    private int FindIdle(int vcpu, int from, int to)
    {
        int found = -1;
        for (int pcpu = Host.NextIdle(from); pcpu >= 0 && pcpu < to; pcpu = Host.NextIdle(pcpu + 1))
        {
            if (_queues[pcpu].Count == 0 && Host.Allowed(vcpu, pcpu))
            {
                if (Host.IsCoreIdle(pcpu))
                {
                    return pcpu;
                }

                found = found < 0 ? pcpu : found;
            }
        }

        return found;
    }

    private int SelectFirst(int vcpu)
    {
        int best = -1;
        for (int pcpu = 0; pcpu < Host.Pcpus; pcpu++)
        {
            if (Host.Allowed(vcpu, pcpu) && (best < 0 || IsEmptier(pcpu, best)))
            {
                best = pcpu;
            }
        }

        return best;
    }

    private bool IsEmptier(int pcpu, int than)
    {
        if (_queues[pcpu].Count != _queues[than].Count)
        {
            return _queues[pcpu].Count < _queues[than].Count;
        }

        if (Host.IsCoreIdle(pcpu) != Host.IsCoreIdle(than))
        {
            return Host.IsCoreIdle(pcpu);
        }

        return _queues[pcpu].Load < _queues[than].Load;
    }

    // Takes the vCPU's load to another queue. It is not queued.
    private void ChangeQueue(ref FairVcpu own, int to)
    {
        int from = own.Queue;
        own.Queue = to;
        if (from == to)
        {
            return;
        }

        if (from >= 0)
        {
            Moving(ref _queues[from], ref _queues[to], ref own);
        }

        if (_tracksLoad)
        {
            if (from < 0)
            {
                (own.Load, own.LoadAt) = (own.Weight, Host.Now); // a new one counts in full until it is known
            }
            else
            {
                own.Load *= Decay(Host.Now - own.LoadAt);
                own.LoadAt = Host.Now;
                DecayLoad(ref _queues[from]);
                _queues[from].Load = Math.Max(0, _queues[from].Load - own.Load);
            }

            DecayLoad(ref _queues[to]);
            _queues[to].Load += own.Load;
        }
    }

    private void SetRunnable(ref FairVcpu own, ref FairQueue queue, bool runnable)
    {
        if (_tracksLoad)
        {
            double kept = Decay(Host.Now - own.LoadAt);
            own.Load = (own.Load * kept) + (runnable ? 0 : own.Weight * (1 - kept));
            own.LoadAt = Host.Now;
            DecayLoad(ref queue);
        }

        queue.RunnableWeight += runnable ? own.Weight : -own.Weight;
    }

    private double LoadOf(ref FairVcpu own)
    {
        double kept = Decay(Host.Now - own.LoadAt);
        return (own.Load * kept) + (own.Weight * (1 - kept));
    }

    private void DecayLoad(ref FairQueue queue)
    {
        double kept = Decay(Host.Now - queue.LoadAt);
        queue.Load = (queue.Load * kept) + (queue.RunnableWeight * (1 - kept));
        queue.LoadAt = Host.Now;
    }

    private double Decay(long span)
    {
        double x = span * _decay;
        return x < 0.02 ? 1 - (x * (1 - (x / 2))) : Math.Exp(-x);
    }

    // Moves one that waits; the queue that gets it decides anew where that matters to it.
    private void Move(int vcpu, int from, int to)
    {
        ref FairVcpu own = ref _vcpus[vcpu];
        ref FairQueue source = ref _queues[from];
        Charge(from, ref source);
        if (source.Resched)
        {
            Host.Ask(from);
        }

        source.Tree.Remove(vcpu);
        Transfer(vcpu, ref own, ref source, to);
    }

    private void Transfer(int vcpu, ref FairVcpu own, ref FairQueue source, int to)
    {
        Leave(vcpu, ref own, ref source, false);
        own.Load = _tracksLoad ? LoadOf(ref own) : 0;
        own.LoadAt = Host.Now;
        DecayLoad(ref source);
        source.RunnableWeight -= own.Weight;
        ChangeQueue(ref own, to);
        DecayLoad(ref _queues[to]);
        _queues[to].RunnableWeight += own.Weight;
        Join(vcpu, ref own, to, FairJoin.Moved);
    }

    // Active balancing: who runs here goes to a pCPU that waits for it.
    private bool Push(ref FairQueue queue)
    {
        int to = queue.PushTo;
        queue.PushTo = -1;
        int vcpu = queue.Current;
        if (to < 0 || vcpu < 0 || !IsFree(to) || !Host.Allowed(vcpu, to) || _bandwidth.IsThrottled(_vcpus[vcpu].Vm, to))
        {
            return false;
        }

        queue.Current = -1;
        _vcpus[vcpu].RanUntil = Host.Now;
        Transfer(vcpu, ref _vcpus[vcpu], ref queue, to);
        Announce(vcpu, to);
        return true;
    }
}
