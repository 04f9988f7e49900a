using System.Collections.Generic;
using Sim.Kernel.Measures;

namespace Sim.Experiments.Events;

/// <summary>Several distributions of latencies as one.</summary>
internal static class Merged
{
    /// <summary>All spans of all parts, which stay as they are.</summary>
    public static LatencyHistogram Of(IEnumerable<LatencyHistogram> parts)
    {
        LatencyHistogram all = new();
        foreach (LatencyHistogram part in parts)
        {
            all.Merge(part);
        }

        return all;
    }
}
