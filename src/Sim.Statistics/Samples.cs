using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Kernel.Measures;

namespace Sim.Statistics;

/// <summary>Samples as tallies, which is all that tests of means need of them.</summary>
internal static class Samples
{
    /// <summary>The tally of a sample.</summary>
    public static Tally TallyOf(ReadOnlySpan<double> values)
    {
        Tally tally = new();
        foreach (double value in values)
        {
            tally.Add(value);
        }

        return tally;
    }

    /// <summary>The tally of each sample.</summary>
    public static Tally[] TalliesOf(IReadOnlyList<double[]> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        return [.. samples.Select(sample => TallyOf(sample))];
    }
}
