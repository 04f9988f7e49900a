using System;
using System.Runtime.CompilerServices;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Xen's Credit2 scheduler: run queues shared by many pCPUs, in the order of a credit that is burnt by weight.</summary>
/// <remarks>
/// <para>
/// Rules: models.md A2; checked against xen/common/sched/credit2.c. A vCPU burns credit as it runs, the faster the
/// smaller its weight. Who has most runs; when nobody of a run queue has any left, all of them get some. A VM with a
/// limit has a budget for each period, from which its vCPUs take parts; who finds it empty is parked until the next.
/// </para>
/// <para>
/// The weight of each vCPU is its part of the VM's shares, not rounded to Xen's whole numbers, nor is a cap to whole per
/// cents. Equal credits go by vCPU id (Xen: by arrival). There is no soft affinity, so the scores leave its bonuses out.
/// </para>
/// </remarks>
[Plugin("credit2", "Xen Credit2: shared run queues in the order of credit burnt by weight, caps by budgets.", Source = "models.md A2; xen/common/sched/credit2.c")]
public sealed partial class Credit2(Credit2Options options) : IVcpuScheduler
{
    private const double WeightScale = 256.0 * 1024 / 1000; // 1000 shares are Xen's weight 256, in parts of 1/1024

    private readonly long _credit = options.Credit.Nanoseconds;
    private readonly long _shortest = options.ShortestSlice.Nanoseconds;
    private readonly long _rateLimit = options.RateLimit.Nanoseconds;
    private readonly long _resist = options.MigrateResist.Nanoseconds;
    // Who has run for longer than this can be preempted by a waker.
    private readonly long _preemptable = options.RateLimit > options.RateTolerance ? (options.RateLimit - options.RateTolerance).Nanoseconds : -1;
    private CpuHost _host = null!;
    private CpuTopology _topology = null!;
    private Vcpu[] _vcpus = [];
    private Runqueue[] _queues = [];
    private Pcpu[] _pcpus = [];
    private int[] _freeInCore = []; // by core

    /// <inheritdoc/>
    public bool EnforcesLimits => true;

    private long MostCredit => _credit + _shortest;

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        (_host, _topology) = (host, host.Topology);
        int pcpus = host.Pcpus;
        (_pcpus, _freeInCore) = (new Pcpu[pcpus], new int[_topology.Cores]);
        Array.Fill(_pcpus, new Pcpu { Current = -1 });
        MakeQueues();
        for (int pcpu = 0; pcpu < pcpus; pcpu++)
        {
            Mark(pcpu, idle: true, tickled: false);
        }

        _vcpus = new Vcpu[host.Vcpus];
        (_pulls, _pullsByLoad) = (new int[host.Vcpus], new long[host.Vcpus]);
        StartBudgets();
        for (int vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            VcpuClaim claim = host.Vms[host.VmOf(vcpu)];
            _vcpus[vcpu] = new Vcpu
            {
                Credit = _credit,
                Weight = Math.Max(1, (long)Math.Round(claim.Shares / claim.Vcpus * WeightScale)),
                Load = 1L << (options.LoadPrecisionShift - 1),
                LoadAt = host.Now >> LoadTimeShift,
                Quota = QuotaOf(host.VmOf(vcpu)),
                Queue = -1,
                Target = -1,
                Tickled = -1,
                IsPinned = claim.Affinity.Count > 0,
            };
            Runqueue queue = LeastLoaded(vcpu);
            _vcpus[vcpu].Home = CycleHome(queue, vcpu);
            Assign(vcpu, queue);
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        if (_vcpus[vcpu].Parked)
        {
            _host.Hold(vcpu, VcpuState.Capped);
            return;
        }

        Enqueue(vcpu, _host.Now);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        long now = _host.Now;
        ref Pcpu here = ref _pcpus[pcpu];
        Mark(pcpu, here.IsIdle, tickled: false);
        Runqueue queue = _queues[here.Queue];
        bool runnable = false;
        if (previous >= 0)
        {
            ref Vcpu row = ref _vcpus[previous];
            Burn(queue, ref row, now);
            if (row.Quota > 0)
            {
                GrabBudget(previous, ref row, now);
            }

            runnable = reason != PickReason.Blocked && !row.Parked && row.Target < 0;
        }

        int next = Candidate(queue, pcpu, runnable ? previous : -1, reason == PickReason.Yielded, now);
        long slice = Choice.Forever;
        if (next < 0)
        {
            Mark(pcpu, idle: true, here.IsTickled);
            UpdateLoad(queue, 0, now);
        }
        else
        {
            Begin(queue, pcpu, next, next == previous, now);
            long waiting = runnable && next != previous ? _vcpus[previous].Credit : 0;
            slice = Slice(queue, pcpu, next, next == previous, waiting, now);
        }

        here.Current = next;
        if (next != previous)
        {
            here.Since = now;
            if (previous >= 0)
            {
                Leave(previous, reason, runnable, now);
            }
        }

        return new Choice(next, slice);
    }

    private void MakeQueues()
    {
        int pcpus = _host.Pcpus;
        int threads = _topology.ThreadsPerCore;
        int group = options.Runqueue switch
        {
            Credit2Runqueue.Cpu => 1,
            Credit2Runqueue.Core => threads,
            Credit2Runqueue.Socket => pcpus / _topology.Sockets,
            Credit2Runqueue.Node => pcpus / _topology.Nodes,
            _ => pcpus,
        };
        int least = ((pcpus - 1) / options.MostPcpus) + 1;
        int most = Math.Max(1, pcpus / least);
        most = group > 1 ? Math.Max(threads, most / threads * threads) : 1;
        int perGroup = (group + most - 1) / most;
        _queues = new Runqueue[pcpus / group * perGroup];
        VcpuTree? shared = null;
        for (int at = 0; at < _queues.Length; at++)
        {
            int first = (at / perGroup * group) + (at % perGroup * most);
            int count = Math.Min(most, ((at / perGroup) + 1) * group - first);
            VcpuTree tree = shared is null ? new VcpuTree(_host.Vcpus) : new VcpuTree(shared);
            shared = tree;
            _queues[at] = new Runqueue(at, first, count, tree, _host.Vcpus);
            for (int pcpu = first; pcpu < first + count; pcpu++)
            {
                _pcpus[pcpu].Queue = at;
            }
        }
    }

    private bool Allows(ref Vcpu row, int vcpu, int pcpu) => !row.IsPinned || _host.Allowed(vcpu, pcpu);

    private void Mark(int pcpu, bool idle, bool tickled)
    {
        ref Pcpu row = ref _pcpus[pcpu];
        int change = (idle && !tickled ? 1 : 0) - (row.IsFree ? 1 : 0);
        (row.IsIdle, row.IsTickled) = (idle, tickled);
        if (change != 0)
        {
            _freeInCore[_topology.CoreOf[pcpu]] += change;
            _queues[row.Queue].Free += change;
        }
    }

    private void TicklePcpu(int pcpu)
    {
        Mark(pcpu, _pcpus[pcpu].IsIdle, tickled: true);
        _host.Ask(pcpu);
    }

    private void Burn(Runqueue queue, ref Vcpu row, long now)
    {
        long span = now - row.Since;
        if (span <= 0)
        {
            return;
        }

        row.Since = now;
        long burnt = span;
        if (row.Weight != queue.MaxWeight)
        {
            (burnt, row.Residual) = Math.DivRem((span * queue.MaxWeight) + row.Residual, row.Weight);
        }

        row.Credit = Math.Max(-_credit, row.Credit - burnt);
        if (row.Quota > 0)
        {
            row.Budget -= span;
        }
    }

    private void Enqueue(int vcpu, long now)
    {
        ref Vcpu row = ref _vcpus[vcpu];
        UpdateLoad(_queues[row.Queue], 1, now);
        UpdateLoad(ref row, 0, now);
        Insert(vcpu, now);
    }

    private void Insert(int vcpu, long now)
    {
        ref Vcpu row = ref _vcpus[vcpu];
        Runqueue queue = _queues[row.Queue];
        CatchUp(queue, ref row);
        queue.Waiting.Add(vcpu, queue.Given - row.Credit);
        int pcpu = queue.Free > 0 ? FindFree(queue, vcpu, ref row) : -1;
        pcpu = pcpu >= 0 ? pcpu : FindVictim(queue, vcpu, ref row, now);
        if (pcpu >= 0)
        {
            row.Tickled = pcpu;
            TicklePcpu(pcpu);
        }
    }

    // One on an idle core (or just not, to save power), else any; in both cases its last one if that will do.
    private int FindFree(Runqueue queue, int vcpu, ref Vcpu row)
    {
        int other = -1;
        int threads = _topology.ThreadsPerCore;
        int pcpu = row.Home;
        for (int step = 0; step < queue.Count; step++, pcpu = pcpu + 1 < queue.End ? pcpu + 1 : queue.First)
        {
            if (_pcpus[pcpu].IsFree && Allows(ref row, vcpu, pcpu))
            {
                bool wholeCore = _freeInCore[_topology.CoreOf[pcpu]] == threads;
                if (wholeCore != options.SmtPowerSavings)
                {
                    return pcpu;
                }

                other = other < 0 ? pcpu : other;
            }
        }

        return other;
    }

    // The pCPU whose vCPU has least credit, below that of the newcomer; its last one if that has less at all.
    private int FindVictim(Runqueue queue, int vcpu, ref Vcpu row, long now)
    {
        if (Score(queue, vcpu, ref row, row.Home, now) > 0)
        {
            return row.Home;
        }

        int found = -1;
        long best = 0;
        for (int pcpu = queue.First; pcpu < queue.End; pcpu++)
        {
            if (now - _pcpus[pcpu].Since > _preemptable && pcpu != row.Home)
            {
                long score = Score(queue, vcpu, ref row, pcpu, now);
                (best, found) = score > best ? (score, pcpu) : (best, found);
            }
        }

        return found;
    }

    private long Score(Runqueue queue, int vcpu, ref Vcpu row, int pcpu, long now)
    {
        ref Pcpu there = ref _pcpus[pcpu];
        if (there.Current < 0 || there.IsTickled || now - there.Since <= _preemptable || !Allows(ref row, vcpu, pcpu))
        {
            return -1;
        }

        ref Vcpu current = ref _vcpus[there.Current];
        Burn(queue, ref current, now);
        return row.Credit - current.Credit - (pcpu == row.Home ? 0 : _resist);
    }

    // Who runs next; -1: nobody. The present one stays unless somebody in line has more credit.
    private int Candidate(Runqueue queue, int pcpu, int current, bool yields, long now)
    {
        if (current >= 0 && !yields && now - _pcpus[pcpu].Since < _rateLimit)
        {
            return current;
        }

        yields &= current >= 0;
        long credit = current >= 0 ? _vcpus[current].Credit : -_credit - 1;
        for (int vcpu = queue.Waiting.First; vcpu >= 0;)
        {
            ref Vcpu row = ref _vcpus[vcpu];
            CatchUp(queue, ref row);
            if (!yields && row.Credit <= credit)
            {
                break;
            }

            int after = queue.Waiting.After(vcpu);
            bool isOthers = row.Tickled >= 0 && row.Tickled != pcpu && _pcpus[row.Tickled].IsTickled;
            bool resists = row.Home != pcpu && credit + _resist > row.Credit;
            if (!isOthers && !resists && Allows(ref row, vcpu, pcpu) && (row.Quota == 0 || GrabBudget(vcpu, ref row, now)))
            {
                return vcpu;
            }

            vcpu = after;
        }

        return current;
    }

    private void Begin(Runqueue queue, int pcpu, int next, bool goesOn, long now)
    {
        ref Vcpu row = ref _vcpus[next];
        CatchUp(queue, ref row);
        if (goesOn)
        {
            UpdateLoad(queue, 0, now);
            UpdateLoad(ref row, 1, now);
        }
        else
        {
            queue.Waiting.Remove(next);
            row.Scheduled = true;
        }

        Mark(pcpu, idle: false, _pcpus[pcpu].IsTickled);
        if (row.Credit <= 0 && queue.MostWaiting <= 0)
        {
            Reset(queue, ref row, now);
            CatchUp(queue, ref row);
            Balance(queue, now);
        }

        row.Since = now;
        row.Tickled = -1;
        if (row.Home != pcpu)
        {
            row.Credit += options.MigrateCompensation.Nanoseconds;
            row.Home = pcpu;
        }
    }

    // A new epoch: credit for everybody of the run queue. Who runs gets it now; the others when they are looked at next, for
    // what they get does not depend on when: min(min(c + a, m) + b, m) = min(c + a + b, m).
    private void Reset(Runqueue queue, ref Vcpu next, long now)
    {
        bool anyOver = false;
        for (int pcpu = queue.First; pcpu < queue.End; pcpu++)
        {
            if (_pcpus[pcpu].Current >= 0)
            {
                ref Vcpu row = ref _vcpus[_pcpus[pcpu].Current];
                Burn(queue, ref row, now);
                anyOver |= row.Quota > 0 && row.Budget <= 0;
            }
        }

        if (anyOver)
        {
            TickleOver(queue);
        }

        queue.Given += next.Credit == -_credit ? 2 * _credit : _credit;
        for (int pcpu = queue.First; pcpu < queue.End; pcpu++)
        {
            if (_pcpus[pcpu].Current >= 0)
            {
                CatchUp(queue, ref _vcpus[_pcpus[pcpu].Current]);
            }
        }

        // Those in line keep their order but where the bound cuts, and that is in front.
        while (queue.MostWaiting > MostCredit)
        {
            int first = queue.Waiting.First;
            queue.Waiting.Remove(first);
            queue.Waiting.Add(first, queue.Given - MostCredit);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CatchUp(Runqueue queue, ref Vcpu row)
    {
        if (row.Given != queue.Given)
        {
            row.Credit = Math.Min(row.Credit + queue.Given - row.Given, MostCredit);
            row.Given = queue.Given;
        }
    }

    // In the order of the run queue's members those that run without budget must decide.
    private void TickleOver(Runqueue queue)
    {
        for (int vcpu = queue.Members.First; vcpu >= 0; vcpu = queue.Members.After(vcpu))
        {
            ref Vcpu row = ref _vcpus[vcpu];
            if (row.Quota > 0 && row.Budget <= 0 && _pcpus[row.Home].Current == vcpu)
            {
                TicklePcpu(row.Home);
            }
        }
    }

    // Until its credit is down to that of the best in line, within its budget and the bounds of a slice.
    private long Slice(Runqueue queue, int pcpu, int next, bool goesOn, long waiting, long now)
    {
        ref Vcpu row = ref _vcpus[next];
        long least = Math.Max(_shortest, _rateLimit > 0 ? _rateLimit - (goesOn ? now - _pcpus[pcpu].Since : 0) : 0);
        long other = Math.Max(waiting, queue.MostWaiting);
        long credit = other > 0 ? row.Credit - other : row.Credit;
        long time = credit <= 0 ? 0 : row.Weight == queue.MaxWeight ? credit : credit * row.Weight / queue.MaxWeight;
        time = row.Quota > 0 ? Math.Min(time, row.Budget) : time;
        return time < least ? least : Math.Min(time, _credit);
    }

    // It is off its pCPU: back in line, parked, gone to sleep, or to another run queue.
    private void Leave(int vcpu, PickReason reason, bool runnable, long now)
    {
        ref Vcpu row = ref _vcpus[vcpu];
        row.Scheduled = false;
        bool returned = row.Quota > 0 && row.Budget > 0 && ReturnBudget(vcpu, ref row);
        if (row.Parked && reason != PickReason.Blocked)
        {
            _host.Hold(vcpu, VcpuState.Capped);
        }

        if (runnable && row.Target < 0)
        {
            Insert(vcpu, now);
        }
        else
        {
            UpdateLoad(_queues[row.Queue], -1, now);
            UpdateLoad(ref row, 1, now);
            if (row.Target >= 0)
            {
                Move(vcpu, _queues[row.Target], now);
                row.Target = -1;
                if (reason != PickReason.Blocked && !row.Parked)
                {
                    Enqueue(vcpu, now);
                }
            }
        }

        if (returned)
        {
            Unpark(_host.VmOf(vcpu), now);
        }
    }

    private sealed class Runqueue
    {
        public Runqueue(int id, int first, int count, VcpuTree waiting, int vcpus)
        {
            (Id, First, Count, Waiting, PickBias) = (id, first, count, waiting, first);
            Members.Reset(vcpus);
        }

        public int Id { get; }

        public int First { get; } // pCPU

        public int Count { get; } // of pCPUs

        public int End => First + Count;

        public VcpuTree Waiting { get; } // by credit, most first; keys are the run queue's Given less the credit

        public VcpuQueue Members { get; } = new(); // also those that run or sleep

        public long Given { get; set; } // credit given to each since the start

        public long MostWaiting => Waiting.First < 0 ? 0 : Given - Waiting.KeyOf(Waiting.First); // the credit of the first in line; 0: nobody

        public long MaxWeight { get; set; } = 1;

        public int Heaviest { get; set; } // members of that weight

        public int Free { get; set; } // pCPUs that are idle and not tickled

        public int PickBias { get; set; } // the pCPU that the last to arrive was sent to

        public int Runnable { get; set; }

        public long Load { get; set; } // average of Runnable

        public long ExpectedLoad { get; set; } // the same, with moves reckoned in at once

        public long LoadAt { get; set; }
    }

    private struct Vcpu
    {
        public long Credit; // once it has been given as much as its run queue
        public long Given; // as of its run queue when that was last looked at
        public long Residual;
        public long Weight;
        public long Since; // burnt up to here, while it runs
        public long Budget; // what it has taken of its VM's
        public long Quota; // how much it takes at once; 0: no limit
        public long Load; // average of being runnable
        public long LoadAt;
        public int Home; // the pCPU it ran on last, or was sent to
        public int Queue;
        public int Target; // the run queue it moves to when it leaves its pCPU; -1: it stays
        public int Tickled; // the pCPU that was told of it, or -1
        public bool Scheduled; // on a pCPU
        public bool Parked; // without budget
        public bool IsPinned; // not allowed everywhere
    }

    private struct Pcpu
    {
        public long Since; // since when the present vCPU runs
        public int Current; // who runs, also between a decision and its effect; -1: nobody
        public int Queue;
        public bool IsIdle; // runs nobody
        public bool IsTickled; // told to decide, and has not yet

        public readonly bool IsFree => IsIdle && !IsTickled;
    }
}
