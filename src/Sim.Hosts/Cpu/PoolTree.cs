using System;
using System.Collections.Generic;
using Sim.Kernel;

namespace Sim.Hosts.Cpu;

/// <summary>
/// Shares a host's CPU down a tree of resource pools: each pool contends with its siblings (pools and VMs alike) by
/// <see cref="WeightedMaxMin"/>, then shares what it got among its own children in the same way.
/// </summary>
/// <remarks>
/// A pool's demand is the sum of its children's ceilings, cut at its limit. Its floor is the larger of its own
/// reservation and its children's, cut at its demand: a child's reservation expands into its parent's, as vSphere's
/// "expandable reservation" does. All buffers are made once; <see cref="Solve"/> allocates nothing.
/// </remarks>
public sealed class PoolTree
{
    private readonly PoolSpec[] _pools;
    private readonly double[] _poolFloor;
    private readonly double[] _poolCeiling;
    private readonly double[] _poolGrant;
    private readonly int[] _childStart;
    private int[] _children = [];
    private readonly int[] _cursor;
    private double[] _weights = [];
    private double[] _floors = [];
    private double[] _ceilings = [];
    private double[] _grants = [];
    private int[] _free = [];

    /// <summary>A tree of the given pools; a parent stands before its children.</summary>
    public PoolTree(IReadOnlyList<PoolSpec> pools)
    {
        ArgumentNullException.ThrowIfNull(pools);
        _pools = [.. pools];
        for (int i = 0; i < _pools.Length; i++)
        {
            Check.That(_pools[i].Parent < i);
        }

        _poolFloor = new double[_pools.Length + 1];
        _poolCeiling = new double[_pools.Length + 1];
        _poolGrant = new double[_pools.Length + 1];
        _childStart = new int[_pools.Length + 2];
        _cursor = new int[_pools.Length + 1];
    }

    /// <summary>Whether any pool has a limit, so that a host with CPU to spare may still refuse some.</summary>
    public bool HasLimits => Array.Exists(_pools, pool => !double.IsPositiveInfinity(pool.LimitMhz));

    /// <summary>What each pool was granted by the last <see cref="Solve"/>, in MHz.</summary>
    public ReadOnlySpan<double> PoolGrants => _poolGrant.AsSpan(1);

    /// <summary>What each pool's VMs wanted at the last <see cref="Solve"/>, in MHz, cut at the pools' limits.</summary>
    public ReadOnlySpan<double> PoolDemands => _poolCeiling.AsSpan(1);

    /// <summary>Fills <paramref name="grants"/>, one per VM, in MHz.</summary>
    /// <param name="capacity">The host's CPU in MHz.</param>
    /// <param name="vms">The pool of each VM: -1 for the root.</param>
    /// <param name="weights">Shares of each VM.</param>
    /// <param name="floors">Reservations, cut at demand.</param>
    /// <param name="ceilings">Demands, cut at limits.</param>
    /// <param name="grants">The result.</param>
    public void Solve(
        double capacity,
        ReadOnlySpan<int> vms,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> floors,
        ReadOnlySpan<double> ceilings,
        Span<double> grants)
    {
        Reserve(vms.Length + _pools.Length);
        if (_pools.Length == 0)
        {
            WeightedMaxMin.Solve(capacity, weights, floors, ceilings, grants, _free);
            return;
        }

        Link(vms);
        Gather(floors, ceilings);
        _poolGrant[0] = Math.Min(capacity, _poolCeiling[0]);
        for (int pool = 0; pool <= _pools.Length; pool++)
        {
            Share(pool, vms.Length, weights, floors, ceilings, grants);
        }
    }

    private void Reserve(int size)
    {
        if (_free.Length >= size)
        {
            return;
        }

        size = Math.Max(size, 2 * _free.Length);
        _children = new int[size];
        _weights = new double[size];
        _floors = new double[size];
        _ceilings = new double[size];
        _grants = new double[size];
        _free = new int[size];
    }

    // Children by counting sort: node 0 is the root, node p + 1 pool p. A child below vms.Length is a VM, else a pool.
    private void Link(ReadOnlySpan<int> vms)
    {
        Array.Clear(_childStart);
        foreach (int pool in vms)
        {
            _childStart[pool + 2]++;
        }

        foreach (PoolSpec pool in _pools)
        {
            _childStart[pool.Parent + 2]++;
        }

        for (int i = 1; i < _childStart.Length; i++)
        {
            _childStart[i] += _childStart[i - 1];
        }

        Array.Copy(_childStart, _cursor, _cursor.Length);
        for (int i = 0; i < vms.Length; i++)
        {
            _children[_cursor[vms[i] + 1]++] = i;
        }

        for (int i = 0; i < _pools.Length; i++)
        {
            _children[_cursor[_pools[i].Parent + 1]++] = vms.Length + i;
        }
    }

    // From the leaves up; a child pool's index is above its parent's.
    private void Gather(ReadOnlySpan<double> floors, ReadOnlySpan<double> ceilings)
    {
        int vms = floors.Length;
        for (int node = _pools.Length; node >= 0; node--)
        {
            double floor = 0;
            double ceiling = 0;
            for (int k = _childStart[node]; k < _childStart[node + 1]; k++)
            {
                int child = _children[k];
                floor += child < vms ? floors[child] : _poolFloor[child - vms + 1];
                ceiling += child < vms ? ceilings[child] : _poolCeiling[child - vms + 1];
            }

            double reservation = node == 0 ? 0 : _pools[node - 1].ReservationMhz;
            double limit = node == 0 ? double.PositiveInfinity : _pools[node - 1].LimitMhz;
            _poolCeiling[node] = Math.Min(ceiling, limit);
            _poolFloor[node] = Math.Min(Math.Max(floor, reservation), _poolCeiling[node]);
        }
    }

    private void Share(
        int node,
        int vms,
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> floors,
        ReadOnlySpan<double> ceilings,
        Span<double> grants)
    {
        int start = _childStart[node];
        int count = _childStart[node + 1] - start;
        for (int k = 0; k < count; k++)
        {
            int child = _children[start + k];
            bool isVm = child < vms;
            _weights[k] = isVm ? weights[child] : _pools[child - vms].Shares;
            _floors[k] = isVm ? floors[child] : _poolFloor[child - vms + 1];
            _ceilings[k] = isVm ? ceilings[child] : _poolCeiling[child - vms + 1];
        }

        WeightedMaxMin.Solve(
            _poolGrant[node], _weights.AsSpan(0, count), _floors.AsSpan(0, count), _ceilings.AsSpan(0, count), _grants.AsSpan(0, count), _free);
        for (int k = 0; k < count; k++)
        {
            int child = _children[start + k];
            if (child < vms)
            {
                grants[child] = _grants[k];
            }
            else
            {
                _poolGrant[child - vms + 1] = _grants[k];
            }
        }
    }
}
