using System;
using Sim.Hosts.Cpu.Topology;

namespace Sim.Hosts.Cpu.Machine;

// What a cold cache costs a vCPU that comes back (models.md A13): the part of its footprint that others have displaced
// meanwhile, or that lies in the caches of another core or node, is fetched again.
internal sealed class CacheModel(CpuTopology topology, CpuMechanics mechanics)
{
    private readonly double _shared = mechanics.LastLevelCache.Count;
    private readonly double _private = mechanics.PrivateCache.Count;
    private readonly double _fill = mechanics.CacheFill.Count / 1e9;
    private readonly double _refill = mechanics.CacheRefill.Count / 1e9;

    // In ns.
    public long Refill(long footprint, long away, int from, int to)
    {
        if (footprint == 0)
        {
            return 0;
        }

        double kept = Math.Min(footprint, _shared);
        if (from < 0 || topology.NodeOf[from] != topology.NodeOf[to])
        {
            return (long)(kept / _refill);
        }

        double lost = (1 - Math.Exp(-away * _fill / _shared)) * kept;
        if (topology.CoreOf[from] != topology.CoreOf[to])
        {
            lost = Math.Max(lost, Math.Min(kept, _private));
        }

        return (long)(lost / _refill);
    }
}
