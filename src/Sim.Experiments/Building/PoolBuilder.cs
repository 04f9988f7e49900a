using System;
using System.Collections.Generic;
using Sim.Hosts;
using Sim.Kernel;
using Sim.Scenarios;

namespace Sim.Experiments.Building;

/// <summary>Orders a scenario's resource pools so that a parent stands before its children.</summary>
internal static class PoolBuilder
{
    /// <summary>The pools; the scenario's rules have made sure that parents exist and do not go round.</summary>
    public static List<PoolSpec> Build(IReadOnlyList<ResourcePool> pools)
    {
        List<PoolSpec> ordered = [];
        bool[] taken = new bool[pools.Count];
        while (ordered.Count < pools.Count)
        {
            int before = ordered.Count;
            for (int i = 0; i < pools.Count; i++)
            {
                int parent = IndexOf(ordered, pools[i].Parent);
                if (!taken[i] && (pools[i].Parent is null || parent >= 0))
                {
                    taken[i] = true;
                    ordered.Add(new PoolSpec(
                        pools[i].Name,
                        parent,
                        pools[i].Shares,
                        pools[i].Reservation.Megahertz,
                        pools[i].Limit?.Megahertz ?? double.PositiveInfinity));
                }
            }

            Check.That(ordered.Count > before);
        }

        return ordered;
    }

    /// <summary>The index of the pool of that name, or -1.</summary>
    public static int IndexOf(List<PoolSpec> pools, string? name) =>
        name is null ? -1 : pools.FindIndex(pool => string.Equals(pool.Name, name, StringComparison.Ordinal));
}
