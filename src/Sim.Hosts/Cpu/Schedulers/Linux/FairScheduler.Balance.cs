using System;
using Sim.Kernel.Events;

namespace Sim.Hosts.Cpu.Schedulers.Linux;

/// <content>Load balancing: the kernel's scheduling domains, threads of a core, pCPUs of a cache, all.</content>
/// <remarks>
/// Every so often, n ms for n pCPUs of the domain and rarer while it is busy, a pCPU looks for the busiest of the groups that
/// the domain falls into. Where that has more to run than pCPUs, load is moved so that both come to the mean; a vCPU that
/// weighs more than the imbalance stays, but each failure halves what it counts. Where a group has idle pCPUs, tasks are
/// counted instead. After more failures who runs is pushed over. A pCPU that runs dry pulls at once.
/// </remarks>
public abstract partial class FairScheduler
{
    private const int BalanceTimer = 3;
    private const int MostMoves = 32; // sched_nr_migrate
    private const long ShortestWait = 1_000_000; // a jiffy at HZ = 1000, where no tick is modelled

    private int _levels;
    private readonly int[] _span = new int[4]; // by level: pCPUs of a group; of level 0: 1
    private long[] _balancedAt = []; // by pCPU and level
    private long[] _interval = []; // by pCPU and level, ns
    private int[] _failed = []; // by pCPU and level
    private EventHandle _balanceTimer;
    private long _balanceAt = long.MaxValue; // when the timer is due; none: the maximum

    private void StartBalance()
    {
        _decay = Math.Log(2) / _balance.HalfLife.Nanoseconds;
        _tracksLoad = Host.Pcpus > 1;
        _span[0] = 1;
        _levels = 0;
        foreach (int size in (ReadOnlySpan<int>)[Host.Topology.ThreadsPerCore, Host.Pcpus / Host.Topology.Nodes, Host.Pcpus])
        {
            if (size > _span[_levels])
            {
                _span[++_levels] = size;
            }
        }

        (_balancedAt, _interval, _failed) = (new long[Host.Pcpus * _levels], new long[Host.Pcpus * _levels], new int[Host.Pcpus * _levels]);
        for (int at = 0; at < _interval.Length; at++)
        {
            _interval[at] = _span[(at % _levels) + 1] * 1_000_000L;
        }
    }

    private bool IsCoreLevel(int level) => level == 0 && Host.Topology.ThreadsPerCore > 1;

    // cache_nice_tries: 0 within a core, 1 within a cache, 2 beyond.
    private int Tries(int level) => level + (Host.Topology.ThreadsPerCore > 1 ? 0 : 1);

    // Somebody waits: balancing is due from now on.
    private void WantBalance()
    {
        if (_balanceAt == long.MaxValue && _balance.Enabled && _levels > 0)
        {
            ArmBalance(Host.Now);
        }
    }

    // It has nothing to do while others wait: it balances more often than it did.
    private void WentIdle(int pcpu)
    {
        if (_balanceAt != long.MaxValue && Host.ReadyCount > 0)
        {
            for (int level = 0; level < _levels; level++)
            {
                ArmBalance(_balancedAt[(pcpu * _levels) + level] + _interval[(pcpu * _levels) + level]);
            }
        }
    }

    private void ArmBalance(long time)
    {
        time = TickFrom(Math.Max(time, Host.Now + ShortestWait));
        if (time < _balanceAt)
        {
            if (_balanceAt != long.MaxValue)
            {
                Host.CancelTimer(_balanceTimer);
            }

            _balanceAt = time;
            _balanceTimer = Host.SetTimer(time, BalanceTimer, 0);
        }
    }

    private void BalanceDue()
    {
        _balanceAt = long.MaxValue;
        long next = long.MaxValue;
        for (int pcpu = 0; pcpu < Host.Pcpus; pcpu++)
        {
            for (int level = 0; level < _levels; level++)
            {
                int at = (pcpu * _levels) + level;
                if (_balancedAt[at] + IntervalOf(pcpu, at) <= Host.Now)
                {
                    Balance(pcpu, level, at);
                    _balancedAt[at] = Host.Now;
                }

                next = Math.Min(next, _balancedAt[at] + IntervalOf(pcpu, at));
            }
        }

        if (Host.ReadyCount > 0)
        {
            ArmBalance(next);
        }
    }

    // get_sd_balance_interval: a busy pCPU takes a tick less, so that domains of several levels do not coincide.
    private long IntervalOf(int pcpu, int at)
    {
        long interval = _queues[pcpu].Count == 0 ? _interval[at] : (_interval[at] * _balance.BusyFactor) - Tick;
        return Math.Min(interval, 100_000_000L * Host.Pcpus);
    }

    private void Balance(int pcpu, int level, int at)
    {
        long shortest = _span[level + 1] * 1_000_000L;
        if (!Balances(pcpu, level))
        {
            return;
        }

        (int busiest, double load, int tasks) = FindBusiest(pcpu, level);
        if (busiest < 0)
        {
            _failed[at] = 0;
            _interval[at] = Math.Min(2 * _interval[at], 2 * shortest);
            return;
        }

        int moved = MoveFrom(busiest, pcpu, load, tasks, _failed[at], level);
        if (moved > 0)
        {
            _failed[at] = 0;
            _interval[at] = shortest;
        }
        else if (++_failed[at] > Tries(level) + 2)
        {
            _failed[at] = Tries(level) + 1;
            if (_queues[busiest].Current >= 0 && _queues[pcpu].Count == 0)
            {
                _queues[busiest].PushTo = pcpu;
                _queues[busiest].Resched = true;
                Host.Ask(busiest);
            }
        }
    }

    // should_we_balance: for its group, its first idle pCPU does; if none is, its first.
    private bool Balances(int pcpu, int level)
    {
        int first = pcpu / _span[level] * _span[level];
        for (int other = first; other < first + _span[level]; other++)
        {
            if (_queues[other].Count == 0)
            {
                return other == pcpu;
            }
        }

        return pcpu == first;
    }

    // The pCPU to take from, and how much: load where both groups are full, else so many tasks.
    private (int Pcpu, double Load, int Tasks) FindBusiest(int pcpu, int level)
    {
        int size = _span[level];
        int first = pcpu / _span[level + 1] * _span[level + 1];
        int own = pcpu / size * size;
        (double ownLoad, int ownTasks) = Look(own, size);
        (int busiest, double load, int tasks) = (-1, 0, 0);
        double sum = ownLoad;
        for (int step = size; step < _span[level + 1]; step += size)
        {
            int group = first + ((own - first + step) % _span[level + 1]); // in a ring, so that each begins with its neighbour
            (double itsLoad, int itsTasks) = Look(group, size);
            sum += itsLoad;
            int rank = Math.Sign(itsTasks - size).CompareTo(busiest < 0 ? -2 : Math.Sign(tasks - size));
            if (rank > 0 || (rank == 0 && (itsTasks > size ? itsLoad > load : itsTasks > tasks)))
            {
                (busiest, load, tasks) = (group, itsLoad, itsTasks);
            }
        }

        return busiest < 0 || tasks <= 1
            ? (-1, 0, 0)
            : Imbalance(busiest, level, (load, tasks), (ownLoad, ownTasks), sum * size / _span[level + 1]);
    }

    private (int Pcpu, double Load, int Tasks) Imbalance(int busiest, int level, (double Load, int Tasks) its, (double Load, int Tasks) own, double mean)
    {
        int size = _span[level];
        (double load, int tasks) = its;
        (double ownLoad, int ownTasks) = own;
        if (ownTasks < size)
        {
            int count = tasks > size ? Math.Min(size - ownTasks, tasks - size) : (tasks - ownTasks) / 2;
            return count > 0 ? (BusiestOf(busiest, size, false), 0, count) : (-1, 0, 0);
        }

        bool within = tasks <= size || load <= ownLoad || ownLoad >= mean
            || (ownTasks > size && load * 100 <= ownLoad * (100 + _balance.Imbalance));
        return within ? (-1, 0, 0) : (BusiestOf(busiest, size, true), Math.Min(load - mean, mean - ownLoad), 0);
    }

    private (double Load, int Tasks) Look(int first, int size)
    {
        double load = 0;
        int tasks = 0;
        for (int pcpu = first; pcpu < first + size; pcpu++)
        {
            DecayLoad(ref _queues[pcpu]);
            load += _queues[pcpu].Load;
            tasks += _queues[pcpu].Runnable;
        }

        return (load, tasks);
    }

    private int BusiestOf(int first, int size, bool byLoad)
    {
        int best = first;
        for (int pcpu = first + 1; pcpu < first + size; pcpu++)
        {
            if (byLoad ? _queues[pcpu].Load > _queues[best].Load : _queues[pcpu].Runnable > _queues[best].Runnable)
            {
                best = pcpu;
            }
        }

        return best;
    }

    // Moves of those who wait; returns how many.
    private int MoveFrom(int from, int to, double load, int tasks, int failed, int level)
    {
        int moved = 0;
        bool byLoad = tasks == 0;
        int vcpu = _queues[from].Tree.First;
        for (int looked = 0; vcpu >= 0 && looked < MostMoves && (byLoad ? load > 0 : tasks > 0); looked++)
        {
            int next = _queues[from].Tree.After(vcpu);
            double own = byLoad ? LoadOf(ref _vcpus[vcpu]) : 0;
            if (MayMove(vcpu, to, failed, level) && (!byLoad || own / (1L << Math.Min(failed, 40)) <= load * 1.000001))
            {
                Move(vcpu, from, to);
                load -= own;
                tasks--;
                moved++;
                Announce(vcpu, to);
            }

            vcpu = next;
        }

        return moved;
    }

    private bool MayMove(int vcpu, int to, int failed, int level)
    {
        ref FairVcpu own = ref _vcpus[vcpu];
        bool hot = !IsCoreLevel(level) && failed <= Tries(level) && Host.Now - own.RanUntil < _balance.MigrationCost.Nanoseconds;
        return !own.Delayed && !hot && Host.Allowed(vcpu, to) && !_bandwidth.IsThrottled(own.Vm, to);
    }

    // Newly idle: takes one from the nearest queue that has somebody waiting, the longest of them.
    private bool Pull(int pcpu)
    {
        if (!_balance.Enabled || Host.ReadyCount == 0)
        {
            return false;
        }

        for (int level = 0; level < _levels; level++)
        {
            int size = _span[level + 1];
            int first = pcpu / size * size;
            int busiest = Longest(first, pcpu, Longest(pcpu + 1, first + size, -1));
            if (busiest >= 0 && PullFrom(busiest, pcpu, level))
            {
                return true;
            }
        }

        return false;
    }

    // The pCPU with the longest queue of those where somebody waits, if that is longer than a given one's; else that one.
    private int Longest(int from, int to, int than)
    {
        for (int pcpu = _crowded.Next(from); pcpu >= 0 && pcpu < to; pcpu = _crowded.Next(pcpu + 1))
        {
            than = than < 0 || _queues[pcpu].Runnable > _queues[than].Runnable ? pcpu : than;
        }

        return than;
    }

    private bool PullFrom(int from, int to, int level)
    {
        int vcpu = _queues[from].Tree.First;
        for (int looked = 0; vcpu >= 0 && looked < MostMoves; looked++)
        {
            if (MayMove(vcpu, to, 0, level))
            {
                Move(vcpu, from, to);
                return true;
            }

            vcpu = _queues[from].Tree.After(vcpu);
        }

        return false;
    }
}
