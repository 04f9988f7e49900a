using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Timing;
using Sim.Hosts.Costs;
using Sim.Statistics;

namespace Sim.Experiments.HotSections;

/// <summary>The samples of a hot section.</summary>
internal sealed class SectionMeasure(HotSection section)
{
    private const int Digits = 3;
    private readonly List<double> _cycles = [];
    private readonly long[] _stack = new long[CpiStack.Components];
    private readonly SortedDictionary<string, long> _counters = new(StringComparer.Ordinal);
    private long _instructions;

    /// <summary>The section.</summary>
    public HotSection Section => section;

    /// <summary>How many samples.</summary>
    public int Samples => _cycles.Count;

    /// <summary>Cycles between the markers of a sample, on average.</summary>
    public double Mean => _cycles.Count == 0 ? 0 : _cycles.Average();

    /// <summary>Instructions of a sample, on average, the end marker among them.</summary>
    public double Instructions => (double)_instructions / Math.Max(1, Samples);

    /// <summary>Adds a sample.</summary>
    /// <param name="cycles">From marker to marker.</param>
    /// <param name="measures">What was done on the way.</param>
    public void Add(long cycles, CoreMeasures measures)
    {
        _cycles.Add(cycles);
        _instructions += measures.Instructions;
        for (int i = 0; i < _stack.Length; i++)
        {
            _stack[i] += measures.Stack[i];
        }

        foreach ((string name, long value) in measures.Counters)
        {
            _counters[name] = _counters.GetValueOrDefault(name) + value;
        }
    }

    /// <summary>What the cycles were spent on, of the core on which samples end: shares of them all, the largest first, without what took none.</summary>
    public IReadOnlyList<(CpiComponent Component, double Share)> Shares()
    {
        double all = Math.Max(1, _stack.Sum());
        return [.. Enum.GetValues<CpiComponent>().Select(part => (part, _stack[(int)part] / all)).Where(part => part.Item2 > 0).OrderByDescending(part => part.Item2)];
    }

    /// <summary>Events of an operation by the name of their counter, on average.</summary>
    public double Counter(string name) => (double)_counters.GetValueOrDefault(name) / Math.Max(1, Samples) / section.Operations;

    /// <summary>The row of a cost table.</summary>
    /// <param name="empty">The empty pair of the same program: what measuring costs. Null for the empty pair itself.</param>
    public CostRow ToRow(SectionMeasure? empty)
    {
        double[] cycles = [.. _cycles.Select(value => (value - (empty?.Mean ?? 0)) / section.Operations)];
        double[] sorted = Quantiles.Sorted(cycles);
        double width = cycles.Length < 2 ? 0 : Interval.OfMean(cycles).HalfWidth;
        return new CostRow
        {
            Section = section.Name,
            Mode = section.Mode,
            Parameters = section.Parameters,
            CyclesMean = Round(cycles.Average()),
            CyclesP50 = Round(Quantiles.OfSorted(sorted, 0.5)),
            CyclesP99 = Round(Quantiles.OfSorted(sorted, 0.99)),
            Instructions = Round((Instructions - (empty?.Instructions ?? 0)) / section.Operations),
            L1DMisses = Round(Counter("l1d_misses")),
            L2Misses = Round(Counter("l2_misses")),
            LlcMisses = Round(Counter("own_llc_misses")),
            DtlbMisses = Round(Counter("dtlb_misses")),
            WalkReferences = Round(Counter("walk_references")),
            Walks = Round(Counter("walks")),
            WalkCycles = Round(Counter("walk_cycles")),
            WalkFinalCycles = Round(Counter("walk_final_host_cycles")),
            Samples = cycles.Length,
            Confidence = Round(width),
        };
    }

    private static double Round(double value) => Math.Round(value, Digits, MidpointRounding.AwayFromZero);
}
