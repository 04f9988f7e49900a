using System;
using System.Linq;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Linux's scheduler since 6.6: of those who are owed time, the one with the earliest virtual deadline runs.</summary>
/// <remarks>
/// <para>
/// I. Stoica and H. Abdel-Wahab, "Earliest eligible virtual deadline first", TR-95-22, 1995; kernel/sched/fair.c of 6.6. Each
/// pCPU has a run queue. Virtual time passes for a vCPU at 1024 / weight; the queue's is the weighted mean V. Eligible is whose
/// virtual time is not ahead of V; its deadline is a slice later. Who sleeps keeps its lag, V less its own time, within two
/// slices or a tick, and is placed on return so that it has the same lag once it is counted in.
/// </para>
/// <para>
/// Simplified: a vCPU wakes on an idle pCPU where there is one, else where it ran; an idle pCPU pulls from the longest queue; in
/// between one vCPU is moved from the heaviest queue to the lightest where that does not make the difference larger. Each
/// vCPU has its own weight, its part of its VM's shares: there are no group entities. Limits are the host's
/// <see cref="QuotaScheduler"/>. Not modelled: delayed dequeue, NUMA and cache domains.
/// </para>
/// </remarks>
[Plugin("eevdf", "Linux 6.6 and later: the earliest virtual deadline of those who are owed time.", Source = "Linux kernel/sched/fair.c; Stoica and Abdel-Wahab, TR-95-22, 1995")]
public sealed class Eevdf(EevdfOptions options) : IVcpuScheduler
{
    private const int BalanceTimer = 1;
    private const int MostScaled = 8;

    private CpuHost _host = null!;
    private Vcpu[] _vcpus = [];
    private Queue[] _queues = [];
    private long _tick;
    private int _turn; // of the balance

    /// <summary>How far behind the mean of its queue a vCPU is in virtual ns, ahead where negative; as of the last booking.</summary>
    public long LagOf(int vcpu)
    {
        ref Queue queue = ref _queues[_vcpus[vcpu].Home];
        return _vcpus[vcpu].Present ? Mean(queue) - _vcpus[vcpu].Time : _vcpus[vcpu].Lag;
    }

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        _tick = options.Tick.Nanoseconds;
        int cpus = Math.Min(MostScaled, options.ScaleCpus ?? host.Pcpus);
        long slice = (long)(options.BaseSlice.Nanoseconds * (1 + Math.Floor(Math.Log2(cpus))));
        _vcpus = [.. Enumerable.Range(0, host.Vcpus).Select(vcpu => NewVcpu(host.Vms[host.VmOf(vcpu)], slice, vcpu % host.Pcpus))];
        VcpuTree first = new(host.Vcpus);
        _queues = [.. Enumerable.Range(0, host.Pcpus).Select(pcpu => new Queue { Tree = pcpu == 0 ? first : new VcpuTree(first), Current = -1 })];
        if (options.Balance.Nanoseconds > 0 && host.Pcpus > 1)
        {
            host.SetTimer(host.Now + options.Balance.Nanoseconds, BalanceTimer, 0);
        }
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        int pcpu = IdlePcpus.Find(_host, vcpu);
        if (pcpu < 0)
        {
            pcpu = _host.LastPcpu(vcpu) >= 0 ? _host.LastPcpu(vcpu) : FirstAllowed(vcpu);
        }

        Charge(pcpu);
        Enqueue(vcpu, pcpu);
        ref Queue queue = ref _queues[pcpu];
        // Who was alone ran without an end: it needs one now.
        if (queue.Current < 0 || queue.Tree.Count == 1 || Interrupts(vcpu, queue))
        {
            _host.Ask(pcpu);
        }
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        ref Queue queue = ref _queues[pcpu];
        Charge(pcpu);
        if (previous >= 0)
        {
            queue.Current = -1;
            if (reason == PickReason.Blocked)
            {
                Leave(previous, ref queue);
            }
            else if (reason == PickReason.Asked && IsProtected(previous, queue))
            {
                queue.Current = previous;
                return Run(previous, ref queue);
            }
            else
            {
                if (reason == PickReason.Yielded)
                {
                    _vcpus[previous].Deadline += VirtualSlice(previous); // yield_task_fair
                }

                queue.Tree.Add(previous, _vcpus[previous].Time, _vcpus[previous].Deadline);
            }
        }

        if (queue.Tree.Count == 0 && !Pull(pcpu))
        {
            return Choice.Idle;
        }

        int best = queue.Tree.SmallestValueUpTo(Mean(queue));
        best = best >= 0 ? best : queue.Tree.First; // rounding: the least is never ahead of the mean
        queue.Tree.Remove(best);
        queue.Current = best;
        _vcpus[best].Booked = _host.ServiceOf(best);
        _vcpus[best].ProtectedTo = _vcpus[best].Deadline;
        if (previous >= 0 && previous != best && _vcpus[previous].Present)
        {
            IdlePcpus.AskFor(_host, previous); // displaced by one that may run here only: an idle pCPU pulls it
        }

        return Run(best, ref queue);
    }

    /// <inheritdoc/>
    public void YieldTo(int vcpu, int target)
    {
        ref Queue queue = ref _queues[_vcpus[target].Home];
        if (queue.Tree.Has(target) && queue.Current != target)
        {
            queue.Tree.Remove(target);
            _vcpus[target].Deadline = _vcpus[target].Time;
            queue.Tree.Add(target, _vcpus[target].Time, _vcpus[target].Deadline);
        }
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        // Of several alike another one each time, or the same vCPUs would be moved to and fro for ever.
        int heaviest = _turn++ % _queues.Length;
        int lightest = heaviest;
        for (int step = 1; step < _queues.Length; step++)
        {
            int pcpu = (_turn + step) % _queues.Length;
            heaviest = _queues[pcpu].Weight > _queues[heaviest].Weight ? pcpu : heaviest;
            lightest = _queues[pcpu].Weight < _queues[lightest].Weight ? pcpu : lightest;
        }

        MoveOne(heaviest, lightest);
        _host.SetTimer(_host.Now + options.Balance.Nanoseconds, BalanceTimer, 0);
    }

    private static Vcpu NewVcpu(VcpuClaim claim, long slice, int home) => new()
    {
        Weight = NiceWeights.OfVcpu(claim),
        Slice = claim.Slice?.Nanoseconds ?? slice,
        Home = home,
    };

    // The weighted mean of the virtual times of all who are there; of nobody, where it last was.
    private static long Mean(Queue queue) =>
        queue.Weight == 0 ? queue.Origin : queue.Origin + (long)Math.Floor((double)(queue.Sum / queue.Weight));

    private static void Count(ref Queue queue, Vcpu vcpu, int sign)
    {
        queue.Weight += sign * vcpu.Weight;
        queue.Sum += (Int128)sign * vcpu.Weight * (vcpu.Time - queue.Origin);
    }

    private int FirstAllowed(int vcpu)
    {
        int home = _vcpus[vcpu].Home;
        for (int step = 0; step < _queues.Length; step++)
        {
            int pcpu = (home + step) % _queues.Length;
            if (_host.Allowed(vcpu, pcpu))
            {
                return pcpu;
            }
        }

        return home;
    }

    private long VirtualSlice(int vcpu) => _vcpus[vcpu].Slice * NiceWeights.One / _vcpus[vcpu].Weight;

    // Books what the pCPU's vCPU has run, and gives it a new deadline where its slice is over.
    private void Charge(int pcpu)
    {
        ref Queue queue = ref _queues[pcpu];
        if (queue.Current < 0)
        {
            return;
        }

        ref Vcpu current = ref _vcpus[queue.Current];
        long service = _host.ServiceOf(queue.Current);
        long scaled = ((service - current.Booked) * NiceWeights.One) + current.Residual;
        long passed = scaled / current.Weight;
        current.Residual = scaled % current.Weight;
        current.Booked = service;
        current.Time += passed;
        queue.Sum += (Int128)current.Weight * passed;
        if (current.Time >= current.Deadline)
        {
            current.Deadline = current.Time + VirtualSlice(queue.Current);
        }
    }

    private void Enqueue(int vcpu, int pcpu)
    {
        ref Queue queue = ref _queues[pcpu];
        ref Vcpu own = ref _vcpus[vcpu];
        own.Home = pcpu;
        long mean = Mean(queue);
        if (queue.Weight == 0)
        {
            queue.Origin = mean;
            queue.Sum = 0;
            own.Time = mean;
        }
        else
        {
            own.Time = mean - (long)((Int128)own.Lag * (queue.Weight + own.Weight) / queue.Weight);
        }

        own.Present = true;
        long slice = VirtualSlice(vcpu);
        own.Deadline = own.Time + (own.Ran ? slice : slice / 2);
        own.Ran = true;
        Count(ref queue, own, 1);
        queue.Tree.Add(vcpu, own.Time, own.Deadline);
    }

    private void Leave(int vcpu, ref Queue queue)
    {
        ref Vcpu own = ref _vcpus[vcpu];
        long limit = Math.Max(2 * own.Slice, _tick) * NiceWeights.One / own.Weight;
        own.Lag = Math.Clamp(Mean(queue) - own.Time, -limit, limit);
        own.Present = false;
        Count(ref queue, own, -1);
    }

    private bool IsProtected(int vcpu, Queue queue)
    {
        int best = queue.Tree.SmallestValueUpTo(Mean(queue));
        bool isShort = best >= 0 && options.PreemptShort && _vcpus[best].Slice < _vcpus[vcpu].Slice && _vcpus[best].Deadline < _vcpus[vcpu].Deadline;
        return queue.Tree.Count == 0 || (options.RunToParity && !isShort && _vcpus[vcpu].Time < _vcpus[vcpu].ProtectedTo);
    }

    private bool Interrupts(int vcpu, Queue queue)
    {
        ref Vcpu current = ref _vcpus[queue.Current];
        bool eligible = _vcpus[vcpu].Time <= Mean(queue);
        bool earlier = _vcpus[vcpu].Deadline < current.Deadline;
        return current.Time >= current.ProtectedTo
            || (eligible && earlier && (!options.RunToParity || (options.PreemptShort && _vcpus[vcpu].Slice < current.Slice)));
    }

    // Alone it runs on; else to the end of its slice, or the first tick that sees it over.
    private Choice Run(int vcpu, ref Queue queue)
    {
        if (queue.Tree.Count == 0)
        {
            return new Choice(vcpu, Choice.Forever);
        }

        ref Vcpu own = ref _vcpus[vcpu];
        long left = Math.Max(1, ((own.Deadline - own.Time) * own.Weight / NiceWeights.One) + 1);
        if (_tick > 0)
        {
            long end = _host.Now + left;
            left = (((end + _tick - 1) / _tick) * _tick) - _host.Now;
        }

        return new Choice(vcpu, left);
    }

    // From the longest queue of those that have somebody who may come here.
    private bool Pull(int pcpu)
    {
        if (_host.ReadyCount == 0)
        {
            return false;
        }

        (int from, int who) = (-1, -1);
        for (int other = 0; other < _queues.Length; other++)
        {
            if (_queues[other].Tree.Count > (from < 0 ? 0 : _queues[from].Tree.Count) && Movable(other, pcpu) is >= 0 and int found)
            {
                (from, who) = (other, found);
            }
        }

        if (who >= 0)
        {
            Move(who, from, pcpu);
        }

        return who >= 0;
    }

    private int Movable(int from, int to)
    {
        for (int vcpu = _queues[from].Tree.First; vcpu >= 0; vcpu = _queues[from].Tree.After(vcpu))
        {
            if (_host.Allowed(vcpu, to))
            {
                return vcpu;
            }
        }

        return -1;
    }

    private void MoveOne(int from, int to)
    {
        int vcpu = Movable(from, to);
        if (vcpu >= 0 && _queues[from].Weight - _queues[to].Weight >= _vcpus[vcpu].Weight)
        {
            Move(vcpu, from, to);
            if (_queues[to].Current < 0 || _queues[to].Tree.Count == 1)
            {
                _host.Ask(to);
            }
        }
    }

    private void Move(int vcpu, int from, int to)
    {
        Charge(from);
        Charge(to);
        _queues[from].Tree.Remove(vcpu);
        Leave(vcpu, ref _queues[from]);
        Enqueue(vcpu, to);
    }

    private struct Queue
    {
        public VcpuTree Tree; // who waits, by virtual time, with deadlines
        public int Current;
        public long Weight; // of all who are there, the current one included
        public Int128 Sum; // of weight x (virtual time - origin)
        public long Origin;
    }

    private struct Vcpu
    {
        public int Weight;
        public int Home;
        public long Slice;
        public long Time; // virtual
        public long Deadline;
        public long ProtectedTo; // the deadline that it was picked with
        public long Lag; // of one who sleeps
        public long Booked; // service that its virtual time has in it
        public long Residual; // of virtual time, in parts of the weight
        public bool Present;
        public bool Ran;
    }
}
