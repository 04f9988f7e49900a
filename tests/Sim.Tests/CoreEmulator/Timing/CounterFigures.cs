using System;
using System.Linq;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Timing;

namespace Sim.Tests.CoreEmulator.Timing;

/// <summary>What an event's counter is to show, out of the figures that a run reports of a core that has the machine for itself.</summary>
internal static class CounterFigures
{
    /// <summary>How often an event happened.</summary>
    public static long Of(PerformanceEvent what, CoreMeasures measures) => what.Name switch
    {
        "cpu-cycles" => measures.Cycles,
        "instructions" => measures.Instructions,
        "cache-references" or "LLC-loads" => LastLevel(measures, "_accesses"),
        "cache-misses" or "LLC-load-misses" => LastLevel(measures, "_misses"),
        "stalled-cycles-frontend" or "stalled-cycles-backend" => what.Counts.Sum(name => measures.Stack[(int)Enum.Parse<CpiComponent>(name.Replace("-", ""), ignoreCase: true)]),
        _ => what.Counts.Sum(name => measures[name]),
    };

    private static long LastLevel(CoreMeasures measures, string count) =>
        Has(measures, "llc" + count) ? measures["llc" + count]
        : Has(measures, "l2" + count) ? measures["l2" + count]
        : measures["l1i" + count] + measures["l1d" + count];

    private static bool Has(CoreMeasures measures, string name) => measures.Counters.Any(counter => counter.Name == name);
}
