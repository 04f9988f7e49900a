using System;

namespace Sim.Hosts.Cpu.Schedulers;

/// <content>Load, and moves between run queues that level it.</content>
public sealed partial class Credit2
{
    private const int LoadTimeShift = 10; // load is reckoned in units of 1024 ns
    private const int PlaceBits = 24; // of a vCPU's place among those that can be pulled

    private readonly int _window = options.LoadWindowShift - LoadTimeShift;
    private readonly int _precision = options.LoadPrecisionShift;
    private int[] _pulls = []; // who can be pulled, in the order of the run queue
    private long[] _pullsByLoad = []; // their loads and, in the lowest bits, their places

    private long Average(long average, long load, long span) => span > 1L << _window
        ? load << _precision
        : average + ((span * (load << _precision)) >> _window) - ((span * average) >> _window);

    private void UpdateLoad(Runqueue queue, int change, long now)
    {
        now >>= LoadTimeShift;
        long span = now - queue.LoadAt;
        if (span > 0)
        {
            queue.Load = Average(queue.Load, queue.Runnable, span);
            queue.ExpectedLoad = Average(queue.ExpectedLoad, queue.Runnable, span);
            queue.LoadAt = now;
        }

        queue.Runnable += change;
    }

    // With what it has been since the last time: 1 runnable, 0 not.
    private void UpdateLoad(ref Vcpu row, int was, long now)
    {
        now >>= LoadTimeShift;
        row.Load = Average(row.Load, was, now - row.LoadAt);
        row.LoadAt = now;
    }

    private void UpdateLoad(int vcpu, long now)
    {
        ref Vcpu row = ref _vcpus[vcpu];
        UpdateLoad(ref row, row.Scheduled || _queues[row.Queue].Waiting.Has(vcpu) ? 1 : 0, now);
    }

    private bool CanUse(int vcpu, Runqueue queue)
    {
        if (!_vcpus[vcpu].IsPinned)
        {
            return true;
        }

        for (int pcpu = queue.First; pcpu < queue.End; pcpu++)
        {
            if (_host.Allowed(vcpu, pcpu))
            {
                return true;
            }
        }

        return false;
    }

    // The run queue that a new vCPU goes to.
    private Runqueue LeastLoaded(int vcpu)
    {
        Runqueue? best = null;
        foreach (Runqueue queue in _queues)
        {
            if (CanUse(vcpu, queue) && (best is null || queue.ExpectedLoad < best.ExpectedLoad))
            {
                best = queue;
            }
        }

        return best!;
    }

    private int CycleHome(Runqueue queue, int vcpu)
    {
        int pcpu = queue.PickBias;
        do
        {
            pcpu = pcpu + 1 < queue.End ? pcpu + 1 : queue.First;
        }
        while (!_host.Allowed(vcpu, pcpu));
        queue.PickBias = pcpu;
        return pcpu;
    }

    private void Assign(int vcpu, Runqueue queue)
    {
        ref Vcpu row = ref _vcpus[vcpu];
        (row.Queue, row.Given) = (queue.Id, queue.Given);
        queue.Members.Add(vcpu);
        CountWeight(queue, row.Weight);
        queue.ExpectedLoad += row.Load;
    }

    private void Deassign(int vcpu)
    {
        ref Vcpu row = ref _vcpus[vcpu];
        Runqueue queue = _queues[row.Queue];
        CatchUp(queue, ref row);
        queue.Members.Remove(vcpu);
        queue.ExpectedLoad = Math.Max(0, queue.ExpectedLoad - row.Load);
        if (row.Weight == queue.MaxWeight && --queue.Heaviest == 0)
        {
            queue.MaxWeight = 1;
            for (int other = queue.Members.First; other >= 0; other = queue.Members.After(other))
            {
                CountWeight(queue, _vcpus[other].Weight);
            }
        }
    }

    private static void CountWeight(Runqueue queue, long weight)
    {
        if (weight > queue.MaxWeight)
        {
            (queue.MaxWeight, queue.Heaviest) = (weight, 0);
        }

        queue.Heaviest += weight == queue.MaxWeight ? 1 : 0;
    }

    // Neither running nor in line.
    private void Move(int vcpu, Runqueue target, long now)
    {
        UpdateLoad(_queues[_vcpus[vcpu].Queue], 0, now);
        Deassign(vcpu);
        _vcpus[vcpu].Home = CycleHome(target, vcpu);
        Assign(vcpu, target);
    }

    private void Migrate(int vcpu, Runqueue target, long now)
    {
        ref Vcpu row = ref _vcpus[vcpu];
        Runqueue queue = _queues[row.Queue];
        if (row.Scheduled)
        {
            row.Target = target.Id;
            TicklePcpu(row.Home);
        }
        else if (queue.Waiting.Has(vcpu))
        {
            queue.Waiting.Remove(vcpu);
            UpdateLoad(queue, -1, now);
            Move(vcpu, target, now);
            UpdateLoad(target, 1, now);
            Insert(vcpu, now);
        }
        else
        {
            Move(vcpu, target, now);
        }
    }

    // Pushes, pulls or swaps so that the run queue whose load differs most is as near as one move can bring it.
    private void Balance(Runqueue local, long now)
    {
        if (_queues.Length == 1)
        {
            return;
        }

        UpdateLoad(local, 0, now);
        Runqueue? other = null;
        long delta = 0;
        foreach (Runqueue queue in _queues)
        {
            if (queue != local)
            {
                UpdateLoad(queue, 0, now);
                long apart = Math.Abs(local.ExpectedLoad - queue.ExpectedLoad);
                (delta, other) = apart > delta ? (apart, queue) : (delta, other);
            }
        }

        // Xen compares with the last run queue it has looked at, not with the one it has chosen.
        Runqueue last = _queues[^1];
        long load = Math.Max(local.ExpectedLoad, last.ExpectedLoad);
        bool spare = load < (long)Math.Max(local.Count, last.Count) << _precision;
        long tolerance = 1L << Math.Max(0, _precision + (spare ? options.UnderloadTolerance : options.OverloadTolerance));
        if (other is null || delta < tolerance)
        {
            return;
        }

        (int push, int pull) = BestMove(local, other, delta, now);
        if (push >= 0)
        {
            Migrate(push, other, now);
        }

        if (pull >= 0)
        {
            Migrate(pull, local, now);
        }
    }

    // What trying all pairs would give, as Xen does; of equals, the first to be tried.
    private (int Push, int Pull) BestMove(Runqueue local, Runqueue other, long delta, long now)
    {
        (int Push, int Pull) best = (-1, -1);
        long apart = local.ExpectedLoad - other.ExpectedLoad;
        long least = apart & 1; // moves change the difference by twice a load
        int pulls = SortPulls(local, other, now);
        for (int push = local.Members.First; push >= 0; push = local.Members.After(push))
        {
            UpdateLoad(push, now);
            if (_vcpus[push].Target >= 0 || !CanUse(push, other))
            {
                continue;
            }

            long pushed = apart - (2 * _vcpus[push].Load);
            if (delta > least)
            {
                Consider(push, pushed, pulls, ref delta, ref best);
            }

            if (Math.Abs(pushed) < delta)
            {
                (delta, best) = (Math.Abs(pushed), (push, -1));
            }
        }

        Consider(-1, apart, pulls, ref delta, ref best);
        return best;
    }

    // Those that could be pulled, by load and then by their order in the run queue.
    private int SortPulls(Runqueue local, Runqueue other, long now)
    {
        int count = 0;
        for (int pull = other.Members.First; pull >= 0; pull = other.Members.After(pull))
        {
            UpdateLoad(pull, now);
            if (_vcpus[pull].Target < 0 && CanUse(pull, local))
            {
                _pulls[count] = pull;
                _pullsByLoad[count] = (_vcpus[pull].Load << PlaceBits) | (uint)count;
                count++;
            }
        }

        Array.Sort(_pullsByLoad, 0, count);
        return count;
    }

    // The pull that brings the load nearest to level is a neighbour of where it would be level.
    private void Consider(int push, long apart, int pulls, ref long delta, ref (int Push, int Pull) best)
    {
        long level = Math.Max(0, (1 - apart) >> 1) << PlaceBits;
        int above = FirstPull(pulls, level);
        long over = above < pulls ? Math.Abs(apart + (2 * (_pullsByLoad[above] >> PlaceBits))) : long.MaxValue;
        int below = above > 0 ? FirstPull(pulls, _pullsByLoad[above - 1] >> PlaceBits << PlaceBits) : -1;
        long under = below >= 0 ? Math.Abs(apart + (2 * (_pullsByLoad[below] >> PlaceBits))) : long.MaxValue;
        if (Math.Min(over, under) < delta)
        {
            bool isBelow = under < over || (under == over && PlaceOf(below) < PlaceOf(above));
            (delta, best) = (Math.Min(over, under), (push, _pulls[PlaceOf(isBelow ? below : above)]));
        }
    }

    private int PlaceOf(int at) => (int)(_pullsByLoad[at] & ((1L << PlaceBits) - 1));

    private int FirstPull(int pulls, long from)
    {
        int at = _pullsByLoad.AsSpan(0, pulls).BinarySearch(from);
        return at < 0 ? ~at : at;
    }
}
