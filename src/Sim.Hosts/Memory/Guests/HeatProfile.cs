using System;
using System.Collections.Generic;

namespace Sim.Hosts.Memory.Guests;

/// <summary>A working set in buckets of like heat, the hottest first: how many of its pages, and how many of its accesses, each has.</summary>
/// <remarks>Buckets are narrow where pages are hot, since there the miss curve bends. Both fidelities draw accesses from it.</remarks>
public sealed class HeatProfile
{
    /// <summary>Buckets of the working set.</summary>
    public const int Buckets = 8;

    private static readonly double[] Bounds = [0, 1.0 / 32, 1.0 / 16, 1.0 / 8, 1.0 / 4, 3.0 / 8, 1.0 / 2, 3.0 / 4, 1];

    private readonly double[] _sizes = new double[Buckets];
    private readonly double[] _weights = new double[Buckets];

    /// <summary>That of a guest whose working set has about so many pages.</summary>
    public HeatProfile(GuestMemory guest, double pages)
    {
        ArgumentNullException.ThrowIfNull(guest);
        IsLoop = guest.Shape == MissCurveShape.Step;
        double left = 1;
        for (int bucket = 0; bucket < Buckets; bucket++)
        {
            double below = MissCurve.At(guest, Bounds[bucket + 1], pages);
            _sizes[bucket] = Bounds[bucket + 1] - Bounds[bucket];
            _weights[bucket] = Math.Max(0, left - below);
            left = Math.Min(left, below);
        }
    }

    /// <summary>Part of the working set's pages that each bucket has; they add up to 1.</summary>
    public IReadOnlyList<double> Sizes => _sizes;

    /// <summary>Part of the accesses that each bucket gets; they add up to 1 less what misses even when all is resident.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>Whether its pages are used in turn, so that LRU always evicts what is wanted next.</summary>
    public bool IsLoop { get; }

    internal ReadOnlySpan<double> SizeSpan => _sizes;

    internal ReadOnlySpan<double> WeightSpan => _weights;
}
