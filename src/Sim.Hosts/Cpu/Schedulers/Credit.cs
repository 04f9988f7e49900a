using System;
using Sim.Hosts.Cpu.Machine;
using Sim.Hosts.Cpu.Scheduling;
using Sim.Hosts.Cpu.Topology;
using Sim.Kernel.Plugins;

namespace Sim.Hosts.Cpu.Schedulers;

/// <summary>Xen's Credit scheduler: a queue for each pCPU, three priorities, credits handed out every slice.</summary>
/// <remarks>
/// <para>
/// Rules: models.md A1; checked against xen/common/sched/credit.c. A vCPU burns 10 credits in a millisecond. At each
/// accounting the active VMs share what all pCPUs can burn until the next, by weight times active vCPUs; whoever is below
/// zero is OVER, the others UNDER, and a vCPU that wakes UNDER is BOOSTed until a tick finds it running. A VM with a cap
/// earns no more than that, and its vCPUs are parked while they are too far below zero.
/// </para>
/// <para>
/// The weight of each vCPU is its part of the VM's shares, so that a VM with all vCPUs active gets what its shares say;
/// it is not rounded to Xen's whole numbers, nor is a cap to whole per cents. All ticks are on one grid, as they are in
/// Xen for every pCPU that was idle once, and at an instant of both the ticks come before the accounting.
/// </para>
/// </remarks>
[Plugin("credit", "Xen Credit: credits by weight each slice, BOOST for wakers, caps by parking.", Source = "models.md A1; xen/common/sched/credit.c")]
public sealed class Credit(CreditOptions options) : IVcpuScheduler
{
    private const int Boosted = 0;
    private const int Under = -1;
    private const int Over = -2;
    private const int Idle = -64;
    private const long CreditsPerMillisecond = 10;
    private const long Millisecond = 1_000_000;
    private const int TicksPerSlice = 3;
    private const double WeightScale = 256.0 * 1024 / 1000; // 1000 shares are Xen's weight 256, in parts of 1/1024

    private readonly long _slice = options.Slice.Nanoseconds;
    private readonly int _ticksPerSlice = options.Slice.Nanoseconds < TicksPerSlice * Millisecond ? 1 : TicksPerSlice;
    private readonly long _creditsPerSlice = options.Slice.Nanoseconds * CreditsPerMillisecond / Millisecond;
    private readonly VcpuQueue _activeVms = new();
    private CpuHost _host = null!;
    private Vcpu[] _vcpus = [];
    private Vm[] _vms = [];
    private VcpuQueue[] _queues = []; // by pCPU; who runs is not in it
    private long[] _balanced = []; // by pCPU: when it last tried to steal
    private int[] _sorted = []; // by pCPU: the accounting after which its queue was last sorted
    private int[] _idleBias = []; // by pCPU: its core's or socket's thread that was chosen last
    private int[] _stealBias = []; // by node: whom the last vCPU was stolen from
    private PcpuSet _idlers = new(0);
    private PcpuSet _candidates = new(0);
    private long _totalWeight; // of all active vCPUs
    private long _balance; // credits of all active vCPUs at the last accounting
    private int _accountings;
    private int _ticks;
    private int _lastTickled;

    /// <inheritdoc/>
    public bool EnforcesLimits => true;

    /// <inheritdoc/>
    public void Start(CpuHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
        int pcpus = host.Pcpus;
        _vcpus = new Vcpu[host.Vcpus];
        _vms = new Vm[host.Vms.Count];
        _activeVms.Reset(host.Vms.Count);
        (_balanced, _sorted, _idleBias, _stealBias) = (new long[pcpus], new int[pcpus], new int[pcpus], new int[host.Topology.Nodes]);
        (_idlers, _candidates) = (new PcpuSet(pcpus), new PcpuSet(pcpus));
        _queues = new VcpuQueue[pcpus];
        for (int pcpu = 0; pcpu < pcpus; pcpu++)
        {
            _queues[pcpu] = new VcpuQueue();
            _queues[pcpu].Reset(host.Vcpus);
            _idleBias[pcpu] = pcpu;
            _balanced[pcpu] = host.Now;
        }

        for (int vm = 0; vm < _vms.Length; vm++)
        {
            VcpuClaim claim = host.Vms[vm];
            _vms[vm].Weight = Math.Max(1, (long)Math.Round(claim.SharesOfVcpu * WeightScale));
            _vms[vm].Cap = claim.IsLimited ? Math.Max(1, (long)Math.Ceiling((claim.Limit * _creditsPerSlice) - 1e-6)) : 0;
        }

        for (int vcpu = 0; vcpu < _vcpus.Length; vcpu++)
        {
            int home = vcpu % pcpus;
            while (!host.Allowed(vcpu, home))
            {
                home = (home + 1) % pcpus;
            }

            _vcpus[vcpu] = new Vcpu { Priority = Under, Home = home };
        }

        host.SetTimer(host.Now + (_slice / _ticksPerSlice), 0, 0);
    }

    /// <inheritdoc/>
    public void Wake(int vcpu)
    {
        if (_vcpus[vcpu].Parked)
        {
            _host.Hold(vcpu, VcpuState.Capped);
            return;
        }

        if (options.Boost && _vcpus[vcpu].Priority == Under)
        {
            _vcpus[vcpu].Priority = Boosted;
        }

        Queue(vcpu);
    }

    /// <inheritdoc/>
    public Choice Pick(int pcpu, int previous, PickReason reason)
    {
        bool moves = false;
        if (previous >= 0)
        {
            ref Vcpu row = ref _vcpus[previous];
            Burn(previous);
            row.LastRun = _host.Now;
            moves = row.Moves && reason != PickReason.Blocked && !row.Parked;
            row.Moves = false;
            if (reason != PickReason.Blocked && !moves && !row.Parked)
            {
                long ran = _host.RunFor(pcpu);
                if (reason != PickReason.Yielded && ran < options.RateLimit.Nanoseconds)
                {
                    long shortest = options.ShortestTimer.Nanoseconds;
                    return new Choice(previous, ran < shortest ? shortest : options.RateLimit.Nanoseconds - ran);
                }

                row.Yielded = reason == PickReason.Yielded;
                Insert(previous, pcpu);
            }
            else if (reason != PickReason.Blocked && row.Parked)
            {
                _host.Hold(previous, VcpuState.Capped);
            }
        }

        int next = Take(pcpu);
        if (moves)
        {
            _vcpus[previous].Home = PickPcpu(previous, commit: true);
            Queue(previous); // not boosted: it only moves
        }

        return next < 0 ? Choice.Idle : new Choice(next, _slice);
    }

    /// <inheritdoc/>
    public void Timer(int kind, int argument)
    {
        _host.SetTimer(_host.Now + (_slice / _ticksPerSlice), 0, 0);
        for (int pcpu = 0; pcpu < _queues.Length; pcpu++)
        {
            int current = _host.CurrentOf(pcpu);
            if (current >= 0)
            {
                Tick(pcpu, current);
                Sort(pcpu);
            }
        }

        if (++_ticks == _ticksPerSlice)
        {
            _ticks = 0;
            Account();
        }
    }

    private void Burn(int vcpu)
    {
        if (options.SampledAccounting)
        {
            return;
        }

        ref Vcpu row = ref _vcpus[vcpu];
        long service = _host.ServiceOf(vcpu);
        long burnt = ((service - row.Charged) * CreditsPerMillisecond) + row.Residual;
        row.Charged = service;
        (long credits, row.Residual) = Math.DivRem(burnt, Millisecond);
        row.Credit -= credits;
    }

    // Whoever is found running is not boosted any more, and from now on earns credits.
    private void Tick(int pcpu, int vcpu)
    {
        ref Vcpu row = ref _vcpus[vcpu];
        row.Priority = Math.Min(row.Priority, Under);
        Burn(vcpu);
        row.Credit -= options.SampledAccounting ? _creditsPerSlice / _ticksPerSlice : 0;
        if (!row.Active)
        {
            Activate(vcpu, ref row);
        }
        else if (PickPcpu(vcpu, commit: false) != pcpu)
        {
            row.Moves = true;
            _host.Ask(pcpu);
        }
    }

    private void Activate(int vcpu, ref Vcpu row)
    {
        int vm = _host.VmOf(vcpu);
        row.Active = true;
        _totalWeight += _vms[vm].Weight;
        if (_vms[vm].Active++ == 0)
        {
            _activeVms.AddFirst(vm);
        }
    }

    private void Deactivate(ref Vcpu row, int vm)
    {
        row.Active = false;
        _totalWeight -= _vms[vm].Weight;
        if (--_vms[vm].Active == 0)
        {
            _activeVms.Remove(vm);
        }
    }

    // After an accounting, those above OVER come forward; their order among themselves stays.
    private void Sort(int pcpu)
    {
        if (_sorted[pcpu] == _accountings)
        {
            return;
        }

        _sorted[pcpu] = _accountings;
        VcpuQueue queue = _queues[pcpu];
        int lastUnder = -1;
        for (int vcpu = queue.First; vcpu >= 0;)
        {
            int after = queue.After(vcpu);
            if (_vcpus[vcpu].Priority >= Under)
            {
                if (queue.Before(vcpu) != lastUnder)
                {
                    queue.Remove(vcpu);
                    queue.Insert(vcpu, lastUnder);
                }

                lastUnder = vcpu;
            }

            vcpu = after;
        }
    }

    private void Account()
    {
        if (_totalWeight == 0)
        {
            _balance = 0;
            return;
        }

        long debt = Math.Max(0, -_balance);
        long total = (_creditsPerSlice * _queues.Length) + debt;
        long weights = _totalWeight; // those that leave the active ones meanwhile still count
        long weightLeft = weights;
        long balance = 0;
        bool wanted = false; // by a VM visited before
        for (int vm = _activeVms.First; vm >= 0;)
        {
            int next = _activeVms.After(vm);
            int active = _vms[vm].Active;
            long weight = _vms[vm].Weight * active;
            weightLeft -= weight;
            long peak = (active * _creditsPerSlice) + CeilDiv(debt * weight, weights);
            long cap = _vms[vm].Cap;
            peak = cap > 0 ? Math.Min(cap, peak) : peak;
            long fair = CeilDiv(total * weight, weights);
            if (fair < peak)
            {
                wanted = true;
            }
            else
            {
                total += weightLeft > 0 ? CeilDiv((fair - peak) * weights, weightLeft) : 0;
                fair = peak;
                if (wanted)
                {
                    _activeVms.Remove(vm);
                    _activeVms.AddFirst(vm);
                }
            }

            balance += Grant(vm, CeilDiv(fair, active), cap > 0 ? CeilDiv(cap, active) : long.MaxValue);
            vm = next;
        }

        _balance = balance;
        _accountings++;
    }

    // Hands a VM's active vCPUs their credits; returns what they then have.
    private long Grant(int vm, long credits, long cap)
    {
        long balance = 0;
        int first = _host.FirstVcpu(vm);
        for (int vcpu = first; vcpu < first + _host.Vms[vm].Vcpus; vcpu++)
        {
            ref Vcpu row = ref _vcpus[vcpu];
            if (!row.Active)
            {
                continue;
            }

            row.Credit += credits;
            if (row.Credit < 0)
            {
                row.Priority = Over;
                if (cap != long.MaxValue && row.Credit < -cap && !row.Parked)
                {
                    Park(vcpu, ref row);
                }

                row.Credit = Math.Max(row.Credit, -_creditsPerSlice);
            }
            else
            {
                row.Priority = Under;
                if (row.Parked)
                {
                    Unpark(vcpu, ref row);
                }

                if (row.Credit > _creditsPerSlice)
                {
                    Deactivate(ref row, vm);
                    row.Credit /= 2;
                }
            }

            balance += row.Credit;
        }

        return balance;
    }

    private void Park(int vcpu, ref Vcpu row)
    {
        row.Parked = true;
        if (_host.PcpuOf(vcpu) is >= 0 and int pcpu)
        {
            _host.Ask(pcpu);
        }
        else if (_queues[row.Home].Has(vcpu))
        {
            _queues[row.Home].Remove(vcpu);
            _host.Hold(vcpu, VcpuState.Capped);
        }
    }

    private void Unpark(int vcpu, ref Vcpu row)
    {
        row.Parked = false;
        if (_host.StateOf(vcpu) == VcpuState.Capped)
        {
            _host.Release(vcpu);
            Queue(vcpu);
        }
    }

    private void Queue(int vcpu)
    {
        Insert(vcpu, _vcpus[vcpu].Home);
        Tickle(vcpu);
    }

    // Behind all of at least its priority; after a yield, behind one more.
    private void Insert(int vcpu, int pcpu)
    {
        VcpuQueue queue = _queues[pcpu];
        ref Vcpu row = ref _vcpus[vcpu];
        int before = -1;
        int at = queue.First;
        while (at >= 0 && _vcpus[at].Priority >= row.Priority)
        {
            (before, at) = (at, queue.After(at));
        }

        queue.Insert(vcpu, row.Yielded && at >= 0 ? at : before);
    }

    // Tells a pCPU of a vCPU in its home's queue: the home if it idles, else another that idles, else the home if that
    // runs somebody of lower priority. (Xen means to move that one to an idle pCPU, but asks for the affinity of the
    // newcomer, which has just been found to suit none: it stays.)
    private void Tickle(int vcpu)
    {
        int home = _vcpus[vcpu].Home;
        int current = _host.CurrentOf(home);
        if (current < 0)
        {
            _host.Ask(home);
            return;
        }

        if (_host.IdleCount > 0 && TickleIdle(vcpu))
        {
            return;
        }

        if (_vcpus[vcpu].Priority > _vcpus[current].Priority)
        {
            _host.Ask(home);
        }
    }

    private bool TickleIdle(int vcpu)
    {
        bool found = false;
        int start = _lastTickled + 1;
        for (int round = 0; round < 2; round++)
        {
            int end = round == 0 ? _queues.Length : start;
            for (int pcpu = _host.NextIdle(round == 0 ? start : 0); pcpu >= 0 && pcpu < end; pcpu = _host.NextIdle(pcpu + 1))
            {
                if (_host.Allowed(vcpu, pcpu))
                {
                    found = true;
                    _host.Ask(pcpu);
                    if (options.TickleOneIdle)
                    {
                        _lastTickled = pcpu;
                        return true;
                    }
                }
            }
        }

        return found;
    }

    // The head of the queue, or where that has used up its credits, somebody more urgent from elsewhere.
    private int Take(int pcpu)
    {
        VcpuQueue queue = _queues[pcpu];
        int head = queue.First;
        int priority = head < 0 ? Idle : _vcpus[head].Priority;
        long now = _host.Now;
        if (priority <= Over && now - _balanced[pcpu] > options.BalanceLimit.Nanoseconds)
        {
            _balanced[pcpu] = now;
            int stolen = Steal(pcpu, priority);
            if (stolen >= 0)
            {
                return stolen;
            }
        }

        if (head >= 0)
        {
            queue.Remove(head);
            _vcpus[head].Yielded = false;
        }

        return head;
    }

    // Looks through the other pCPUs, node by node, its own node first.
    private int Steal(int pcpu, int priority)
    {
        CpuTopology topology = _host.Topology;
        int perNode = topology.Pcpus / topology.Nodes;
        int own = topology.NodeOf[pcpu];
        for (int step = 0; step < topology.Nodes; step++)
        {
            int node = (own + step) % topology.Nodes;
            int first = node * perNode;
            int bias = Math.Clamp(_stealBias[node] - first, 0, perNode - 1);
            for (int peerStep = 1; peerStep <= perNode; peerStep++)
            {
                int peer = first + ((bias + peerStep) % perNode);
                if (peer == pcpu || _queues[peer].Count == 0 || _host.CurrentOf(peer) < 0)
                {
                    continue;
                }

                int stolen = StealFrom(peer, pcpu, priority);
                if (stolen >= 0)
                {
                    _stealBias[node] = peer;
                    return stolen;
                }
            }
        }

        return -1;
    }

    private int StealFrom(int peer, int pcpu, int priority)
    {
        VcpuQueue queue = _queues[peer];
        long delay = options.MigrationDelay.Nanoseconds;
        for (int vcpu = queue.First; vcpu >= 0 && _vcpus[vcpu].Priority > priority; vcpu = queue.After(vcpu))
        {
            ref Vcpu row = ref _vcpus[vcpu];
            bool hot = delay > 0 && _host.Now - row.LastRun < delay;
            if (!row.Yielded && !hot && _host.Allowed(vcpu, pcpu))
            {
                queue.Remove(vcpu);
                row.Home = pcpu;
                return vcpu;
            }
        }

        return -1;
    }

    // The pCPU that a vCPU had better run on: idle if there is one, with the idlest surroundings, its home if in doubt.
    private int PickPcpu(int vcpu, bool commit)
    {
        int home = _vcpus[vcpu].Home;
        CpuTopology topology = _host.Topology;
        int perSocket = topology.Pcpus / topology.Sockets;
        FindIdlers(vcpu, home);
        int best = home;
        if (!_candidates.Has(best) && !_candidates.IsEmpty)
        {
            best = _candidates.Cycle(best);
        }

        _candidates.Remove(best);
        int bias = -1;
        for (int next = _candidates.Cycle(best); next >= 0; next = _candidates.Cycle(best))
        {
            bool near = topology.SocketOf[next] == topology.SocketOf[best];
            int size = near ? topology.ThreadsPerCore : perSocket;
            int first = next / size * size;
            int idleHere = _idlers.CountIn(best / size * size, size);
            int idleThere = _idlers.CountIn(first, size);
            if (options.SmtPowerSavings ? idleHere > idleThere : idleHere * (near ? 1 : 2) < idleThere)
            {
                bias = next;
                best = CycleIn(_idleBias[next], first, size);
                _candidates.RemoveRange(topology.FirstOfCore(topology.CoreOf[best]), topology.ThreadsPerCore);
            }
            else
            {
                _candidates.RemoveRange(first, size);
            }
        }

        if (commit && bias >= 0)
        {
            _idleBias[bias] = best;
        }

        return best;
    }

    // Idle is also the vCPU's home if nobody waits there.
    private void FindIdlers(int vcpu, int home)
    {
        _idlers.Clear();
        _candidates.Clear();
        for (int pcpu = _host.NextIdle(0); pcpu >= 0; pcpu = _host.NextIdle(pcpu + 1))
        {
            _idlers.Add(pcpu);
            if (_host.Allowed(vcpu, pcpu))
            {
                _candidates.Add(pcpu);
            }
        }

        if (_queues[home].Count == 0)
        {
            _idlers.Add(home);
            _candidates.Add(home);
        }
    }

    // The next candidate of a range after a given pCPU, going round within it; the range has one.
    private int CycleIn(int after, int first, int count)
    {
        int offset = Math.Clamp(after - first, 0, count - 1);
        int step = 1;
        while (!_candidates.Has(first + ((offset + step) % count)))
        {
            step++;
        }

        return first + ((offset + step) % count);
    }

    private static long CeilDiv(long dividend, long divisor) => (dividend + divisor - 1) / divisor;

    private struct Vm
    {
        public long Weight; // of each active vCPU
        public long Cap; // credits that it earns in a slice at most; 0: no cap
        public int Active;
    }

    private struct Vcpu
    {
        public long Credit;
        public long Residual; // burnt, in millionths of a credit
        public long Charged; // service that has been burnt
        public long LastRun;
        public int Priority;
        public int Home; // the pCPU whose queue it belongs to
        public bool Active; // earns credits
        public bool Parked;
        public bool Yielded;
        public bool Moves; // leaves its pCPU for a better one
    }
}
