using System;
using System.Collections.Generic;
using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>
/// Who is entitled to run next: VMs under a tree of pools, each with a weight, a reservation and a limit. Converges to the
/// allocation of <see cref="PoolTree"/> while everybody wants more, and gives what somebody leaves to the others at once.
/// </summary>
/// <remarks>
/// <para>
/// Each entity (VM or pool) has a pass: what it consumed divided by its weight. Among the children of a pool the smallest
/// pass is next: start-time fair queueing (Goyal, Guo, Vin, "A hierarchical CPU scheduler for multimedia operating
/// systems", OSDI 1996). Who becomes active begins no earlier than the siblings that wait: idle time gives no claim.
/// Who has been given a pCPU is placed as if it had used a whole quantum already, so that a pool is not given all pCPUs at
/// once and then none.
/// </para>
/// <para>
/// A reservation is a second clock: the instant at which what was consumed, spread at the reserved rate, is used up. Who is
/// behind it (due) goes first, wherever it is in the tree. All consumption counts on both clocks, so that the whole is the
/// larger of reservation and share; how far a clock runs ahead is bounded, so that a change of demand is felt within a
/// second or so. Limits are budgets of limit * period; what is left at the end of a period while the entity is
/// still runnable is carried over, up to a second's worth: it may have waited; else it is lost.
/// </para>
/// <para>An entity's cost per event is O(depth * log n). Entities: VMs first, then pools, then the root.</para>
/// </remarks>
internal sealed class ShareTree
{
    private const double PassUnit = 64_000; // pass of one ns at weight 1; 64 at the usual 1000
    private const long Second = 1_000_000_000;

    private readonly int _vms;
    private readonly int[] _parent; // -1: the root's
    private readonly double[] _scale; // pass per ns
    private readonly long[] _pass; // of what is charged
    private readonly int[] _running; // vCPUs on pCPUs
    private readonly long[] _quantumPass; // pass of one quantum
    private readonly long[] _lead; // how far a pass may be ahead after reserved service
    private readonly long[] _virtual; // by container: pass of those that are served
    private readonly VcpuTree[] _lines; // by entity that contains others: children that wait, by pass
    private readonly int[] _active; // active children; of a VM: vCPUs
    private readonly int[] _waiting; // of a VM: vCPUs that wait
    private readonly VcpuTree _due; // reserved entities that wait, by the instant from which they are due
    private readonly long[] _dueAt;
    private readonly long[] _dueAhead;
    private readonly double[] _reservation; // pCPUs
    private readonly long[] _quota; // ns in a period; long.MaxValue: no limit
    private readonly long[] _mostLeft;
    private readonly long[] _left;
    private readonly int[] _runnable; // vCPUs, of limited entities
    private readonly bool[] _limited; // by VM: it or a pool around it has a limit

    /// <summary>The VMs and, unless <paramref name="pools"/> is empty, the pools of a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="pools">The pools that count.</param>
    /// <param name="quantum">How long one runs at most, in ns.</param>
    /// <param name="period">Of limits, in ns.</param>
    public ShareTree(CpuHost host, IReadOnlyList<PoolSpec> pools, long quantum, long period)
    {
        _vms = host.Vms.Count;
        Root = _vms + pools.Count;
        int entities = Root + 1;
        (_parent, _scale, _reservation) = (new int[entities], new double[entities], new double[entities]);
        (_pass, _lead, _virtual, _dueAt, _dueAhead) = (new long[entities], new long[entities], new long[entities], new long[entities], new long[entities]);
        (_active, _waiting, _runnable) = (new int[entities], new int[entities], new int[entities]);
        (_quota, _left, _mostLeft) = (new long[entities], new long[entities], new long[entities]);
        (_running, _quantumPass) = (new int[entities], new long[entities]);
        _limited = new bool[_vms];
        _due = new VcpuTree(entities);
        _lines = new VcpuTree[entities];
        VcpuTree ids = new(entities);
        int[] vcpus = new int[entities];
        _parent[Root] = -1;
        for (int pool = pools.Count - 1; pool >= 0; pool--)
        {
            PoolSpec spec = pools[pool];
            _parent[_vms + pool] = spec.Parent < 0 ? Root : _vms + spec.Parent;
            Define(_vms + pool, spec.Shares, spec.ReservationMhz / host.CoreMhz, spec.LimitMhz / host.CoreMhz, period);
        }

        for (int vm = 0; vm < _vms; vm++)
        {
            VcpuClaim claim = host.Vms[vm];
            _parent[vm] = claim.Pool < 0 || pools.Count == 0 ? Root : _vms + claim.Pool;
            Define(vm, claim.Shares, claim.Reservation, claim.Limit, period);
            for (int entity = vm; entity >= 0; entity = _parent[entity])
            {
                vcpus[entity] += claim.Vcpus;
                _limited[vm] |= entity != Root && _quota[entity] != long.MaxValue;
            }
        }

        for (int entity = 0; entity < entities; entity++)
        {
            long round = (Second / 2) + (2 * quantum * vcpus[entity]);
            _quantumPass[entity] = (long)(quantum * _scale[entity]);
            _lead[entity] = (long)(round * _scale[entity]);
            _dueAhead[entity] = _reservation[entity] > 0 ? (long)((Second / 2) + (2 * quantum * vcpus[entity] / _reservation[entity])) : 0;
            _lines[entity] = new VcpuTree(ids);
        }
    }

    /// <summary>The entity around all others.</summary>
    public int Root { get; }

    /// <summary>Whether an entity is a VM.</summary>
    public bool IsVm(int entity) => entity < _vms;

    /// <summary>Whether a limit holds for the VM.</summary>
    public bool IsLimited(int vm) => _limited[vm];

    /// <summary>Whether the VM or a pool around it has used up its budget.</summary>
    public bool IsOut(int vm)
    {
        if (!_limited[vm])
        {
            return false;
        }

        for (int entity = vm; entity != Root; entity = _parent[entity])
        {
            if (_left[entity] <= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The child of a pool that is next, or -1.</summary>
    public int First(int container) => _lines[container].First;

    /// <summary>The child of the same pool that comes after one that waits, or -1.</summary>
    public int After(int entity) => _lines[_parent[entity]].After(entity);

    /// <summary>The first reserved entity that waits, if it is due; else -1.</summary>
    public int FirstDue(long now) => _due.First >= 0 && _due.KeyOf(_due.First) <= now ? _due.First : -1;

    /// <summary>The next one that is due, or -1.</summary>
    public int NextDue(int entity, long now)
    {
        int next = _due.After(entity);
        return next >= 0 && _due.KeyOf(next) <= now ? next : -1;
    }

    /// <summary>Whether the VM has a reservation of its own and is behind it.</summary>
    public bool IsDue(int vm, long now) => _reservation[vm] > 0 && _dueAt[vm] <= now;

    /// <summary>A vCPU of the VM has become runnable.</summary>
    public void Activate(int vm, long now)
    {
        CountRunnable(vm, 1);
        for (int entity = vm; entity != Root && _active[entity]++ == 0; entity = _parent[entity])
        {
            int around = _parent[entity];
            VcpuTree line = _lines[around];
            long lag = (long)(Second * _scale[entity]);
            long start = line.First >= 0 ? Math.Max(line.KeyOf(line.First), _virtual[around] - lag) : _virtual[around];
            _pass[entity] = Math.Max(_pass[entity], start);
            _dueAt[entity] = Math.Max(_dueAt[entity], now);
        }
    }

    /// <summary>A vCPU of the VM has blocked.</summary>
    public void Deactivate(int vm)
    {
        CountRunnable(vm, -1);
        int entity = vm;
        while (entity != Root && --_active[entity] == 0)
        {
            entity = _parent[entity];
        }
    }

    /// <summary>One more vCPU of the VM waits for a pCPU.</summary>
    public void Enter(int vm)
    {
        if (_waiting[vm]++ > 0)
        {
            return;
        }

        for (int entity = vm; entity != Root; entity = _parent[entity])
        {
            VcpuTree line = _lines[_parent[entity]];
            line.Add(entity, Key(entity));
            if (_reservation[entity] > 0)
            {
                _due.Add(entity, _dueAt[entity]);
            }

            if (line.Count > 1)
            {
                return;
            }
        }
    }

    /// <summary>A vCPU of the VM waits no longer.</summary>
    public void Leave(int vm)
    {
        if (--_waiting[vm] > 0)
        {
            return;
        }

        for (int entity = vm; entity != Root; entity = _parent[entity])
        {
            VcpuTree line = _lines[_parent[entity]];
            line.Remove(entity);
            if (_reservation[entity] > 0)
            {
                _due.Remove(entity);
            }

            if (line.Count > 0)
            {
                return;
            }
        }
    }

    /// <summary>The child was chosen for its pass: time has come that far among its siblings.</summary>
    public void Chosen(int entity)
    {
        int around = _parent[entity];
        _virtual[around] = Math.Max(_virtual[around], Key(entity));
        long behind = _virtual[around] - (long)(Second * _scale[entity]) - Key(entity);
        if (behind > 0)
        {
            _pass[entity] += behind;
            Rekey(entity);
        }
    }

    /// <summary>A vCPU of the VM goes to a pCPU (1) or leaves one (-1): on the way, a whole quantum counts as consumed.</summary>
    public void Run(int vm, int change)
    {
        for (int entity = vm; entity != Root; entity = _parent[entity])
        {
            _running[entity] += change;
            Rekey(entity);
        }
    }

    /// <summary>The VM has consumed.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="span">How much, in ns.</param>
    /// <param name="reserved">Whether it ran because it was due.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether a budget was used up by it.</returns>
    public bool Charge(int vm, long span, bool reserved, long now)
    {
        bool wentOut = false;
        for (int entity = vm; entity != Root; entity = _parent[entity])
        {
            long pass = _pass[entity] + (long)(span * _scale[entity]);
            _pass[entity] = reserved ? Math.Min(pass, Math.Max(_pass[entity], _virtual[_parent[entity]] + _lead[entity])) : pass;
            Rekey(entity);
            if (_reservation[entity] > 0)
            {
                ChargeReservation(entity, span, now);
            }

            if (_quota[entity] != long.MaxValue)
            {
                wentOut |= _left[entity] > 0 && _left[entity] <= span;
                _left[entity] -= span;
            }
        }

        return wentOut;
    }

    /// <summary>How long a vCPU of the VM may run before a budget is used up, were all that may use it to run, in ns.</summary>
    public long SliceOf(int vm, long quantum)
    {
        if (_limited[vm])
        {
            for (int entity = vm; entity != Root; entity = _parent[entity])
            {
                if (_quota[entity] != long.MaxValue)
                {
                    quantum = Math.Min(quantum, _left[entity] / Math.Max(1, _runnable[entity]));
                }
            }
        }

        return quantum;
    }

    /// <summary>Begins the next period of all limits.</summary>
    public void Refill()
    {
        for (int entity = 0; entity < Root; entity++)
        {
            if (_quota[entity] != long.MaxValue)
            {
                long kept = _active[entity] > 0 ? _left[entity] : Math.Min(_left[entity], 0);
                _left[entity] = Math.Min(kept + _quota[entity], _mostLeft[entity]);
            }
        }
    }

    /// <summary>By how much a VM that runs is ahead of one that would like to, in ns of the latter; among siblings.</summary>
    /// <param name="running">The VM that runs.</param>
    /// <param name="since">What it has consumed since it was last charged, in ns.</param>
    /// <param name="waiting">The other VM.</param>
    public double Lead(int running, long since, int waiting)
    {
        (int left, int right) = (running, waiting);
        for (int depth = Depth(left) - Depth(right); depth != 0; depth -= Math.Sign(depth))
        {
            (left, right) = depth > 0 ? (_parent[left], right) : (left, _parent[right]);
        }

        while (_parent[left] != _parent[right])
        {
            (left, right) = (_parent[left], _parent[right]);
        }

        return left == right ? 0 : (_pass[left] + (since * _scale[left]) - _pass[right]) / _scale[right];
    }

    private void Define(int entity, double weight, double reservation, double limit, long period)
    {
        _scale[entity] = PassUnit / Math.Max(1, weight);
        _reservation[entity] = reservation;
        bool none = double.IsPositiveInfinity(limit);
        _quota[entity] = none ? long.MaxValue : Math.Max(1, (long)Math.Round(limit * period));
        _mostLeft[entity] = none ? long.MaxValue : Math.Max(_quota[entity], (long)Math.Round(limit * Second));
        _left[entity] = _quota[entity];
    }

    private long Key(int entity) => _pass[entity] + (_running[entity] * _quantumPass[entity]);

    private void Rekey(int entity)
    {
        VcpuTree line = _lines[_parent[entity]];
        if (line.Has(entity) && line.KeyOf(entity) != Key(entity))
        {
            line.Remove(entity);
            line.Add(entity, Key(entity));
        }
    }

    private void CountRunnable(int vm, int change)
    {
        if (_limited[vm])
        {
            for (int entity = vm; entity != Root; entity = _parent[entity])
            {
                _runnable[entity] += change;
            }
        }
    }

    private void ChargeReservation(int entity, long span, long now)
    {
        long dueAt = Math.Max(_dueAt[entity], now - Second) + (long)(span / _reservation[entity]);
        _dueAt[entity] = Math.Min(dueAt, now + _dueAhead[entity]);
        if (_due.Has(entity))
        {
            _due.Remove(entity);
            _due.Add(entity, _dueAt[entity]);
        }
    }

    private int Depth(int entity)
    {
        int depth = 0;
        for (; entity != Root; entity = _parent[entity])
        {
            depth++;
        }

        return depth;
    }
}
