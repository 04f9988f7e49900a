using System;
using System.Collections.Generic;

namespace Sim.Hosts.Costs;

/// <summary>A column of numbers of a cost table, with its name in files.</summary>
/// <param name="Name">The name, with the unit where it has one.</param>
/// <param name="Of">The number of a row.</param>
/// <param name="With">The row with another number.</param>
/// <param name="MayBeNegative">Whether it may be below 0: a difference of means near 0.</param>
internal sealed record CostColumn(string Name, Func<CostRow, double> Of, Func<CostRow, double, CostRow> With, bool MayBeNegative = false)
{
    /// <summary>The core's name.</summary>
    public const string Core = "core";

    /// <summary>The core's clock.</summary>
    public const string Frequency = "frequency_hz";

    /// <summary>The section.</summary>
    public const string Section = "section";

    /// <summary>Warm or cold.</summary>
    public const string Mode = "mode";

    /// <summary>What tells apart the rows of a section.</summary>
    public const string Parameters = "parameters";

    /// <summary>How many samples.</summary>
    public const string Samples = "samples";

    /// <summary>The columns of numbers, in the order of files.</summary>
    public static IReadOnlyList<CostColumn> Numbers { get; } =
    [
        new("cycles_mean", row => row.CyclesMean, (row, value) => row with { CyclesMean = value }, MayBeNegative: true),
        new("cycles_p50", row => row.CyclesP50, (row, value) => row with { CyclesP50 = value }, MayBeNegative: true),
        new("cycles_p99", row => row.CyclesP99, (row, value) => row with { CyclesP99 = value }, MayBeNegative: true),
        new("instructions", row => row.Instructions, (row, value) => row with { Instructions = value }, MayBeNegative: true),
        new("l1d_misses", row => row.L1DMisses, (row, value) => row with { L1DMisses = value }),
        new("l2_misses", row => row.L2Misses, (row, value) => row with { L2Misses = value }),
        new("llc_misses", row => row.LlcMisses, (row, value) => row with { LlcMisses = value }),
        new("dtlb_misses", row => row.DtlbMisses, (row, value) => row with { DtlbMisses = value }),
        new("walk_references", row => row.WalkReferences, (row, value) => row with { WalkReferences = value }),
        new("walks", row => row.Walks, (row, value) => row with { Walks = value }),
        new("walk_cycles", row => row.WalkCycles, (row, value) => row with { WalkCycles = value }),
        new("walk_final_cycles", row => row.WalkFinalCycles, (row, value) => row with { WalkFinalCycles = value }),
        new(Samples, row => row.Samples, (row, value) => row with { Samples = (long)value }),
        new("confidence_cycles", row => row.Confidence, (row, value) => row with { Confidence = value }),
    ];

    /// <summary>All names, in the order of files.</summary>
    public static IReadOnlyList<string> Names { get; } = [Core, Frequency, Section, Mode, Parameters, .. NumberNames()];

    private static IEnumerable<string> NumberNames()
    {
        foreach (CostColumn column in Numbers)
        {
            yield return column.Name;
        }
    }
}
