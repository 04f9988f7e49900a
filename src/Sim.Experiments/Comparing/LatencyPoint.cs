namespace Sim.Experiments.Comparing;

/// <summary>A point of a distribution of latencies.</summary>
/// <param name="Kind">What was waited for: <c>wakeup</c> or <c>response</c>.</param>
/// <param name="Quantile">The share of latencies that are not above it, 0 to 1.</param>
/// <param name="Microseconds">The latency.</param>
public readonly record struct LatencyPoint(string Kind, double Quantile, double Microseconds);
