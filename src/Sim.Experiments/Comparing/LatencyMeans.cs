using System;
using System.Collections.Generic;
using System.Linq;

namespace Sim.Experiments.Comparing;

/// <summary>One distribution of latencies from those of several replications.</summary>
internal static class LatencyMeans
{
    /// <summary>The mean of each quantile over the replications that have it; by kind in order of appearance, quantiles ascending.</summary>
    public static IReadOnlyList<LatencyPoint> Of(IEnumerable<IReadOnlyList<LatencyPoint>> replications)
    {
        LatencyPoint[] all = [.. replications.SelectMany(points => points).Where(point => double.IsFinite(point.Microseconds))];
        return
        [
            .. from kind in all.GroupBy(point => point.Kind, StringComparer.Ordinal)
               from quantile in kind.GroupBy(point => point.Quantile).OrderBy(one => one.Key)
               select new LatencyPoint(kind.Key, quantile.Key, quantile.Average(point => point.Microseconds)),
        ];
    }
}
