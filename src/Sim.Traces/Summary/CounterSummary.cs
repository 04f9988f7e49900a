using System.Collections.Generic;

namespace Sim.Traces.Summary;

/// <summary>The distribution of all samples of one counter, absent ones left out.</summary>
public sealed record CounterSummary
{
    /// <summary>The counter's name, with its unit: <c>cpu_pct</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How many VMs have it.</summary>
    public required int Vms { get; init; }

    /// <summary>How many samples there are.</summary>
    public required long Samples { get; init; }

    /// <summary>Samples that say "powered off".</summary>
    public required long Absent { get; init; }

    /// <summary>The sum of all samples.</summary>
    public required double Sum { get; init; }

    /// <summary>The mean; NaN where there are no samples, as for all that follow.</summary>
    public required double Mean { get; init; }

    /// <summary>The standard deviation of the samples as a population.</summary>
    public required double Deviation { get; init; }

    /// <summary>The least.</summary>
    public required double Min { get; init; }

    /// <summary>The greatest.</summary>
    public required double Max { get; init; }

    /// <summary>The 5, 25, 50, 75, 90, 95 and 99 % quantiles, between samples by interpolation (Hyndman and Fan's type 7).</summary>
    public required IReadOnlyList<double> Quantiles { get; init; }

    /// <summary>Whether the quantiles are of all samples; above 50 million they are of evenly chosen ones.</summary>
    public required bool QuantilesExact { get; init; }

    /// <summary>Percent of the samples that are zero.</summary>
    public required double ZerosPct { get; init; }

    /// <summary>The median of the VMs' means.</summary>
    public required double MedianVmMean { get; init; }

    /// <summary>The mean over VMs of each one's lag-1 autocorrelation; constant VMs left out.</summary>
    public required double MeanVmLag1 { get; init; }

    /// <summary>How many samples fall into each of ten bins of equal width from least to greatest.</summary>
    public required IReadOnlyList<long> Histogram { get; init; }

    /// <summary>Bytes held per sample, on average.</summary>
    public required double BytesPerSample { get; init; }
}
