using System;
using Sim.Kernel.Random;

namespace Sim.Benchmarks.Kernel;

/// <summary>Increments of the hold model, drawn before the clock runs: what is measured is the queue, not the logarithm.</summary>
internal static class Increments
{
    private const int Count = 1 << 13; // 64 KiB: stays in the second-level cache
    private const double Mean = 1e9;

    /// <summary>The distributions by name; those after the first are the ones that calendar queues suffer from.</summary>
    public static readonly string[] Kinds = ["exponential", "bimodal", "pareto", "equal"];

    public static long[] Of(string kind)
    {
        RandomStream random = new RandomStreams(1)[kind];
        long[] increments = new long[Count];
        for (int i = 0; i < increments.Length; i++)
        {
            increments[i] = kind switch
            {
                "exponential" => (long)random.NextExponential(Mean),
                "bimodal" => (long)(random.NextBool(0.1) ? random.NextUniform(0, 10 * Mean) : random.NextUniform(0, Mean / 1000)),
                "pareto" => (long)Math.Min(random.NextPareto(Mean / 1000, 1.1), 1e17),
                "equal" => (long)Mean,
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
            };
        }

        return increments;
    }
}
