namespace Sim.Hosts.Memory.Pages;

/// <summary>What compressing pages came to.</summary>
/// <param name="Tried">Pages that were compressed.</param>
/// <param name="Kept">Of those, the ones that are kept compressed; the others stay as they were.</param>
/// <param name="Evicted">Pages that the cache gave to the host's swap for them.</param>
/// <param name="Freed">Machine pages that came free in all.</param>
public readonly record struct CompressionOutcome(double Tried, double Kept, double Evicted, double Freed);
