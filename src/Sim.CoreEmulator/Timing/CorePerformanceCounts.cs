using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Timing;

/// <summary>How often the events of performance counters happened on a core: the sums of its own counts that <see cref="PerformanceEvents"/> names.</summary>
/// <remarks>All counts of the core are asked for each time. That takes some tenths of a microsecond, when a program reads a counter, and nothing otherwise.</remarks>
internal sealed class CorePerformanceCounts : IPerformanceCounts
{
    private readonly CoreModel _model;
    private readonly CounterList _counters = new();
    private readonly int[][] _places;
    private readonly CpiComponent[][] _components;

    /// <summary>Finds the counts of a core.</summary>
    public CorePerformanceCounts(CoreModel model)
    {
        _model = model;
        model.Count(_counters);
        _places = [.. PerformanceEvents.All.Select(what => what.Counts.SelectMany(Expand).Select(_counters.PlaceOf).Where(place => place >= 0).ToArray())];
        _components = [.. PerformanceEvents.All.Select(what => what.Counts.SelectMany(Component).ToArray())];
    }

    /// <inheritdoc/>
    public ulong Count(PerformanceEvent what)
    {
        _counters.Clear();
        _model.Count(_counters);
        long sum = 0;
        foreach (int place in _places[what.Index])
        {
            sum += _counters[place];
        }

        foreach (CpiComponent component in _components[what.Index])
        {
            sum += _model.Stack[component];
        }

        return (ulong)sum;
    }

    private static IEnumerable<CpiComponent> Component(string name) =>
        Enum.TryParse(name.Replace("-", string.Empty, StringComparison.Ordinal), ignoreCase: true, out CpiComponent component) ? [component] : [];

    private IEnumerable<string> Expand(string name) => name switch
    {
        PerformanceEvents.LastLevelReferences => LastLevelReferences(),
        PerformanceEvents.LastLevelMisses => Has("own_llc_misses") ? ["own_llc_misses"] : Has("l2_misses") ? ["l2_misses"] : ["l1i_misses", "l1d_misses"],
        _ => [name],
    };

    // The last level is shared, and counts for all cores: what this core asks of it is what its own last caches miss and prefetch.
    private string[] LastLevelReferences()
    {
        if (!Has("own_llc_misses"))
        {
            return Has("l2_accesses") ? ["l2_accesses"] : ["l1i_accesses", "l1d_accesses"];
        }

        return Has("l2_misses") ? ["l2_misses", "l2_prefetches"] : ["l1i_misses", "l1i_prefetches", "l1d_misses", "l1d_prefetches"];
    }

    private bool Has(string name) => _counters.PlaceOf(name) >= 0;
}
